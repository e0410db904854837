export { hashPassword, verifyPassword } from './accounts/password.ts';
export { issueCertificate } from './certificate/issue-certificate.ts';
export { certificateCrypto, openSchoolKey, type SchoolKey } from './certificate/school-key.ts';
export { Refusal } from './problem.ts';
export { type ApiOptions, type RunningApi, startApi } from './start-api.ts';
export { openTestDays, type TestDays } from './test-day/open-test-days.ts';
