const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-family',
  'text-anchor',
]
const SCALE = 2
const TITLE = 32

/** A drawing as a picture with its title, in the colours of the page. */
export async function pngOf(svg: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal
  const image = await imageOf(svg, width, height)
  // toBlob of an ordinary canvas takes seconds where there is no graphics card.
  const canvas = new OffscreenCanvas(width * SCALE, (height + TITLE) * SCALE)
  const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body)
  pen.scale(SCALE, SCALE)
  pen.fillStyle = backgroundColor
  pen.fillRect(0, 0, width, height + TITLE)
  pen.fillStyle = color
  pen.font = `600 16px ${fontFamily}`
  pen.fillText(title, 8, 22)
  pen.drawImage(image, 0, TITLE, width, height)
  return canvas.convertToBlob({ type: 'image/png' })
}

async function imageOf(svg: SVGSVGElement, width: number, height: number) {
  const copy = svg.cloneNode(true) as SVGSVGElement
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const [drawn, copied] = [svg, copy].map((each) => [each, ...each.querySelectorAll<SVGElement>('*')])
  // A picture knows no style sheet: what the page's says goes into the copy.
  drawn?.forEach((element, i) => {
    const style = getComputedStyle(element)
    for (const name of STYLES) copied?.[i]?.setAttribute(name, style.getPropertyValue(name))
  })
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  return image
}
