/** Words after a person's name, and before it. */
export const SPEECH_WORDS = `said says say asked asks told tells wrote writes replied replies answered explained added
  noted stated reported confirmed mentioned called calls emailed texted thanked complained requested agreed suggested
  insisted claimed argued recalled smiled laughed nodded lives lived works worked joined left moved married signed
  hereby resides was is has had will can sagte schrieb meinte erklarte fragte antwortete dit ecrit explique demande dijo
  dice escribio explico disse ha_detto scrive zei schreef vroeg afirmou escreveu wohnt arbeitet habite travaille vive
  trabaja lavora woont werkt mora trabalha`;

export const RELATION_WORDS = `manager director president chairman ceo cto cfo founder officer colleague boss friend wife
  husband son daughter brother sister mother father mom dad uncle aunt cousin neighbor neighbour girlfriend boyfriend
  partner roommate teacher doctor nurse lawyer attorney patient client customer employee engineer analyst consultant
  agent assistant supervisor professor student author driver tenant landlord witness plaintiff defendant suspect victim
  applicant candidate recipient sender reporter editor therapist dentist physician surgeon accountant secretary
  kollege kollegin chef chefin freund freundin mann mutter vater bruder schwester patient patientin kunde kundin
  collegue ami amie mari femme fils fille frere soeur mere pere client cliente patiente amigo amiga esposo esposa
  hijo hija hermano hermana madre padre paciente amico amica marito moglie figlio figlia fratello sorella madre collega
  vriend vriendin zoon dochter broer zus moeder vader children kids twins brothers sisters parents grandson granddaughter nephew niece kinder enfants hijos figli kinderen filhos`;
