import { z } from 'zod';

export const Role = z.enum(['teacher', 'nurse', 'admin']);
export type Role = z.infer<typeof Role>;
