/** ISO/IEC 7064 MOD 11,10: the last digit checks those before it. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (digits.charCodeAt(at) - 48 + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

/** ISO/IEC 7064 MOD 97-10 as IBAN has it: letters count 10 to 35, and the first four characters come last. */
export function passesMod97(code: string): boolean {
  let rest = 0;
  for (let at = 0; at < code.length; at++) {
    const unit = code.charCodeAt((at + 4) % code.length);
    rest = unit < 58 ? (rest * 10 + unit - 48) % 97 : (rest * 100 + unit - 55) % 97;
  }
  return rest === 1;
}
