import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const complaintSchema = z.object({
  id: z.union([z.int(), z.string().min(1)]),
  narrative: z.string().min(1),
  product: z.string().min(1),
  answers: z.record(z.string(), z.object({ label: z.string(), seconds: z.number().min(0) })),
});

/** A complaint, what it is really about, and what each model answered in how many seconds. */
export type Complaint = z.infer<typeof complaintSchema>;

const FILE = 'complaints.jsonl';
const LINES = `lines of JSON, each {"id", "narrative", "product", "answers": {"<model>": {"label", "seconds"}}}`;

/**
 * Reads recorded complaints.
 * @param path of the file, or of its folder
 * @throws TypeError saying what is missing or wrong, and in which line
 */
export function readComplaints(path: string): readonly Complaint[] {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, FILE) : path;
  if (!existsSync(file)) {
    throw new TypeError(`there is no ${file}: recorded complaints do not come with the project (${LINES})`);
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const complaints = lines.flatMap((line, at) =>
    line.trim() === '' ? [] : readLine(line, `${file}:${at + 1}`),
  );
  const [first] = complaints;
  if (first === undefined) throw new TypeError(`${file} has no complaints (${LINES})`);
  const models = modelsOf(complaints);
  if (models.length === 0) throw new TypeError(`${file} has no answers of models (${LINES})`);
  const ids = new Set<string>();
  for (const { id, answers } of complaints) {
    if (ids.has(String(id))) throw new TypeError(`${file} has two complaints with the id ${id}`);
    ids.add(String(id));
    const missing = models.filter((model) => !answers[model]);
    if (missing.length > 0) throw new TypeError(`${file}: complaint ${id} has no answer of ${missing}`);
  }
  return complaints;
}

/** The models that answered, by name. */
export function modelsOf(complaints: readonly Complaint[]): string[] {
  return [...new Set(complaints.flatMap(({ answers }) => Object.keys(answers)))].sort();
}

function readLine(line: string, place: string): Complaint {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new TypeError(`${place} is not JSON (${LINES})`);
  }
  const { data, error } = complaintSchema.safeParse(value);
  if (data) return data;
  const faults = error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new TypeError(`${place}: ${faults.join('; ')} (${LINES})`);
}
