/** JSON files are bundled as text and parsed when first asked for: the start of the server must not wait for them. */
declare module "*.json?raw" {
  const text: string;
  export default text;
}
