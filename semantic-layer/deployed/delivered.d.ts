/** The model's and the dashboard's files by their names, in base64: put in by bundle.ts. */
declare module 'cx:delivered' {
  const files: Readonly<Record<string, string>>
  export default files
}
