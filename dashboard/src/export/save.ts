/** Hands a file to the browser's downloads. */
export function save(name: string, blob: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has begun by then, and the memory is wanted back.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
