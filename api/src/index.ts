export { hashPassword, verifyPassword } from './accounts/password.ts';
export { type ApiOptions, type RunningApi, startApi } from './start-api.ts';
