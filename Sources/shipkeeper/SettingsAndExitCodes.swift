/// What `--help` says of the environment and of the exit codes.
let settingsAndExitCodes = """
  Environment:
    SHIPSTATION_API_KEY, SHIPSTATION_API_SECRET: the key pair of API V1; or, instead of each,
    SHIPSTATION_API_KEY_FILE, SHIPSTATION_API_SECRET_FILE: the path of a file that holds it.
    SHIPSTATION_ALLOW_WRITES: 1 lets changes reach ShipStation; else orders are only read.
    SHIPSTATION_BASE_URL: default https://ssapi.shipstation.com; http for loopback hosts only.
    PGHOST, PGDATABASE, PGUSER, PGSERVICE, PGTARGETSESSIONATTRS, ...: the database, as for psql.
    https_proxy, no_proxy: as libcurl takes them.

  Exit codes:
     0  done, also when ShipStation's rate limit ended the cycle
    64  the command line is wrong
    69  ShipStation or the database is not available, or the work did not get on
    70  a bug in Shipkeeper
    75  another cycle is running, or work is paused or blocked until later
    77  ShipStation refuses the credentials
    78  settings, database login or schema version need a person
  """
