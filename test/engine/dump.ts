export const testDump = process.env["ALPCX_TEST_DUMP"] ?? "/tmp/eng/user.dmp";
