/** The source schema of every test database. */
export const SOURCE_SCHEMA = 'gtm';
