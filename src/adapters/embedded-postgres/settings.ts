import { join } from 'node:path'
import type { OperatingUser } from './operating-user.ts'
import { textOf, writeOwned } from './owned-file.ts'

/** The line that the cluster's own `postgresql.conf` ends with, so that Emite's settings follow Emite's version. */
export const INCLUDE_SETTINGS = "include = 'emite.conf'\n"

/**
 * Writes what Emite wants of its server into a cluster; read when the server starts. An administrator's own values
 * belong in `ALTER SYSTEM`, which wins over these.
 */
export async function writeSettings(cluster: string, owner: OperatingUser | undefined): Promise<void> {
  await replaceIfOther(join(cluster, 'emite.conf'), SETTINGS, owner)
  await replaceIfOther(join(cluster, 'pg_hba.conf'), ACCESS, owner)
}

async function replaceIfOther(path: string, text: string, owner: OperatingUser | undefined): Promise<void> {
  if ((await textOf(path)) !== text) await writeOwned(path, text, owner)
}

/*
 * TCP on the loopback rather than a Unix socket: a socket's path is limited to about 100 bytes, must be enterable by
 * both accounts, and does not exist for Node on Windows. The price is a tenth to a fifth of the inserts a second, with
 * nothing else to do; and that other accounts of the machine can knock, so there is a password, and nothing is trusted.
 */
const ACCESS = `# Written by Emite at every start.
host all all 127.0.0.1/32 scram-sha-256
`

const SETTINGS = `# Written by Emite at every start. For values of your own: ALTER SYSTEM, as emite_admin.

listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
cluster_name = 'emite'

# What was answered is on the disk.
fsync = on
synchronous_commit = on
full_page_writes = on

# A small machine that does other things as well.
max_connections = 100
shared_buffers = '128MB'
effective_cache_size = '512MB'
maintenance_work_mem = '64MB'
max_wal_size = '1GB'
min_wal_size = '80MB'
random_page_cost = 1.1
jit = off

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'

# A file for each weekday, begun anew each week. Terse and without statements: what a client sent stays out of it.
logging_collector = on
log_directory = 'log'
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
log_line_prefix = '%m [%p] %q%u@%d '
log_error_verbosity = terse
log_min_error_statement = panic
log_checkpoints = off
`
