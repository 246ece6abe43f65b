import { buildOrganisation } from '../../../src/sandbox/organisation/build-organisation.ts';

/** Built once for a test file: nobody changes it. */
export const organisation = buildOrganisation();
