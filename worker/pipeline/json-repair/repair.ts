/**
 * What was done to a text so that it reads as JSON. None of them adds a value that the text does not have;
 * `not_a_number` is the one that changes one: NaN and Infinity, which JSON cannot say, become null.
 */
export type Repair =
  | 'code_fence'
  | 'surrounding_text'
  | 'comment'
  | 'extra_comma'
  | 'missing_comma'
  | 'other_quotes'
  | 'unquoted_key'
  | 'inner_quotes'
  | 'control_character'
  | 'escape'
  | 'python_literal'
  | 'number_form'
  | 'not_a_number'
  | 'duplicate_key'
  | 'cut_off';
