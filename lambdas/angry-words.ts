/** Words that a person uses who is about to leave, by language. Whole words in small letters; blanks may part several. */
const WORDS = {
  en: 'never again|terrible|horrible|awful|disgusting|furious|outrageous|scam|rip off|ripoff|unacceptable|worst|lawyer|refund now|appalling|disgrace|rude',
  de: 'nie wieder|furchtbar|schrecklich|unverschämt|unverschämtheit|frechheit|abzocke|betrug|unmöglich|katastrophe|anwalt|wütend|widerlich|unfreundlich',
  fr: 'plus jamais|horrible|affreux|scandaleux|arnaque|inadmissible|inacceptable|honteux|furieux|furieuse|avocat|dégoûtant|catastrophe',
  es: 'nunca más|horrible|terrible|pésimo|pésima|estafa|inaceptable|vergüenza|furioso|furiosa|abogado|asqueroso|denuncia',
  pt: 'nunca mais|horrível|péssimo|péssima|golpe|fraude|inaceitável|vergonha|absurdo|advogado|procon|nojento',
}

const PATTERN = new RegExp(`(?<!\\p{L})(?:${Object.values(WORDS).join('|')})(?!\\p{L})`, 'iu')

/** Whether a text holds angry words. It errs on both sides: it only decides who looks first, and counts nowhere. */
export const isAngry = (text: string) => PATTERN.test(text.normalize('NFC'))
