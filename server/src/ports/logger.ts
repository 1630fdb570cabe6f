/** Where the product says what a user need not read at once. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
