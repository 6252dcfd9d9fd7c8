/** Ends of one-word streets in German, Dutch and the Nordic languages, and Hungarian. */
export const STREET_ENDINGS = [
  'strasse',
  'stras',
  'str',
  'weg',
  'platz',
  'allee',
  'gasse',
  'ring',
  'damm',
  'ufer',
  'steig',
  'stieg',
  'chaussee',
  'graben',
  'markt',
  'berg',
  'hof',
  'brucke',
  'straat',
  'laan',
  'plein',
  'gracht',
  'kade',
  'dijk',
  'singel',
  'dreef',
  'gatan',
  'vagen',
  'gata',
  'vegen',
  'veien',
  'gaten',
  'vej',
  'gade',
  'alle',
  'katu',
  'tie',
  'kuja',
  'utca',
  'steenweg',
  'strase',
  'pad',
  'hoven',
  'stigen',
  'backen',
  'torget',
  'plass',
  'svingen',
];

/** Parts of a house; `_` joins phrases. */
export const UNITS = `apt apartment suite ste unit flat floor fl room rm building bldg block blk level office
  appartement appt bat batiment etage escalier residence porte piso puerta planta esc bajo atico depto departamento
  interno scala int appartamento wohnung whg stock og hinterhaus bus toestel verdieping andar bloco apto
  sala fraccao lote esq dto lgh mieszkanie lok trailer lot hangar lobby upper lower penthouse ph`;

export const POST_BOXES = `po_box p_o_box post_office_box pobox postfach boite_postale bp apartado
  apartado_de_correos casella_postale postbus caixa_postal postboks postbox gpo_box locked_bag private_bag skrytka_pocztowa`;
