import { z } from 'zod';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { ROLES } from '../sign-in/users.ts';

/** Characters a password given on a form may have. */
export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

const password = z
  .string()
  .min(PASSWORD_LENGTH.min, `A password has at least ${PASSWORD_LENGTH.min} characters.`)
  .max(PASSWORD_LENGTH.max, `A password has at most ${PASSWORD_LENGTH.max} characters.`);
const role = z.enum(ROLES, 'The role is viewer or operator.');

/** The forms of the users' page. */
export const USER_FORMS = {
  add: z.object({
    name: z
      .string()
      .regex(
        NAME_PATTERN,
        'A name has lower-case letters, digits and . _ - and starts with one of the first two.',
      ),
    password,
    role,
  }),
  role: z.object({ role }),
  password: z.object({ password }),
  access: z.object({ disabled: z.enum(['0', '1']) }),
};

/** Reads a form. @throws AppError `invalid_request` saying what to correct */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const form = schema.safeParse(body);
  if (form.success) return form.data;
  throw new AppError('invalid_request', form.error.issues[0]?.message ?? 'The form is not complete.');
}
