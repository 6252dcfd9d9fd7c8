/** Names and abbreviations of the months in a dozen languages, January first. */
export const MONTHS = [
  'january jan januar janvier enero gennaio januari janeiro gen ene stycznia janvier ledna tammikuuta',
  'february feb februar fevrier febrero febbraio februari fevereiro fev fevr lutego unora helmikuuta',
  'march mar marz mars marzo maart marco mrz marca brezna maaliskuuta',
  'april apr avril abril aprile avr abr kwietnia dubna huhtikuuta',
  'may mai mayo maggio mei maio mag maja kvetna toukokuuta maj',
  'june jun juni juin junio giugno junho giu czerwca cervna kesakuuta',
  'july jul juli juillet julio luglio julho lug juil lipca cervence heinakuuta',
  'august aug aout agosto augustus ago augusti sierpnia srpna elokuuta',
  'september sep sept septembre septiembre settembre setembro set wrzesnia zari syyskuuta',
  'october oct oktober okt octobre octubre ottobre outubro ott out pazdziernika rijna lokakuuta',
  'november nov novembre noviembre novembro listopada listopadu marraskuuta',
  'december dec dezember dez decembre diciembre dicembre dezembro desember dic grudnia prosince joulukuuta',
];
