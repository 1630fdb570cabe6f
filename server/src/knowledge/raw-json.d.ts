/** JSON files lie beside the bundles and are read when first asked for: the start of the server must not wait for them. */
declare module "*.json?raw" {
  const text: string;
  export default text;
}
