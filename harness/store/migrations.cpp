#include "store/migrations.hpp"

#include <array>

#include "store/from_schema_1.hpp"
#include "store/schema.hpp"

namespace schedlitmus::store {
namespace {

/// Step n brings version n to n + 1. A step that was released is never changed.
constexpr std::array<const char*, kSchemaVersion> kSteps{R"sql(
CREATE TABLE campaign (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_key TEXT NOT NULL,
  started  TEXT NOT NULL,
  command  TEXT NOT NULL,
  seed     INTEGER NOT NULL,  -- 64 bits, unsigned: negative here means + 2^64
  host     TEXT NOT NULL,
  finished INTEGER NOT NULL CHECK (finished IN (0, 1))
) STRICT;
CREATE INDEX campaign_by_plan ON campaign (plan_key);

CREATE TABLE expectation (
  campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  name     TEXT NOT NULL,
  source   TEXT NOT NULL,
  PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign           INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  expectation        TEXT NOT NULL,
  release            TEXT NOT NULL,
  gomaxprocs         INTEGER NOT NULL,
  godebug            TEXT NOT NULL,
  command            TEXT NOT NULL,
  executable         TEXT NOT NULL,
  toolchain          TEXT NOT NULL,
  go_line            TEXT NOT NULL,
  default_godebug    TEXT NOT NULL,
  started            TEXT NOT NULL,
  counts             INTEGER NOT NULL CHECK (counts IN (0, 1)),
  excluded_why       TEXT NOT NULL,
  ending             TEXT NOT NULL,
  code               INTEGER NOT NULL,
  signal             INTEGER NOT NULL,
  wall_ns            INTEGER NOT NULL,
  user_cpu_ns        INTEGER NOT NULL,
  system_cpu_ns      INTEGER NOT NULL,
  max_rss_bytes      INTEGER NOT NULL,
  stdout_bytes       INTEGER NOT NULL,  -- written by the program; run_stream has what was kept
  stderr_bytes       INTEGER NOT NULL,
  leftovers          INTEGER NOT NULL,
  run_delay_share    REAL,  -- NULL: not known
  cpu_pressure       REAL,
  steal_share        REAL,
  trace_bytes        INTEGER NOT NULL,
  trace_lines        INTEGER NOT NULL,
  samples            INTEGER NOT NULL,
  incomplete_samples INTEGER NOT NULL
) STRICT;
CREATE INDEX run_by_campaign ON run (campaign);

CREATE TABLE outcome (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  kind     TEXT NOT NULL,
  time_ms  INTEGER,  -- of the sample that decided
  seen     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  samples  INTEGER NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE trouble (
  run        INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  name       TEXT NOT NULL,
  count      INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  example    TEXT NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_stream (
  run    INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
  bytes  INTEGER NOT NULL,  -- before compression
  zstd   BLOB NOT NULL,
  PRIMARY KEY (run, stream)
) STRICT;
)sql",
                                                         R"sql(
ALTER TABLE campaign ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN whole_key TEXT NOT NULL DEFAULT '';  -- plan_key of which this is a shard
ALTER TABLE campaign ADD COLUMN version TEXT NOT NULL DEFAULT '';  -- of the schedlitmus that ran it
ALTER TABLE campaign ADD COLUMN effort TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE campaign ADD COLUMN godebug TEXT NOT NULL DEFAULT '';  -- "name=value,name=value"
ALTER TABLE campaign ADD COLUMN shard TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN noise_source TEXT NOT NULL DEFAULT '';

CREATE TABLE noise_limit (
  campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  signal   TEXT NOT NULL,  -- a column of run
  most     REAL NOT NULL,
  PRIMARY KEY (campaign, signal)
) STRICT, WITHOUT ROWID;

ALTER TABLE expectation ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE expectation ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE expectation ADD COLUMN settings TEXT NOT NULL DEFAULT '';  -- of program and trace, for people

CREATE TABLE cell (
  campaign    INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  expectation TEXT NOT NULL,
  release     TEXT NOT NULL,
  gomaxprocs  INTEGER NOT NULL,
  godebug     TEXT NOT NULL,
  variant     TEXT NOT NULL,
  rule        INTEGER,  -- of the expectation's release rules; -1: none, NULL: not recorded
  skipped_why TEXT NOT NULL,
  reproduce   TEXT NOT NULL DEFAULT '',  -- a command
  error_what  TEXT,  -- NULL: no error
  error_where TEXT NOT NULL DEFAULT '',
  error_hint  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_error (
  campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  position INTEGER NOT NULL,
  what     TEXT NOT NULL,
  place    TEXT NOT NULL,
  hint     TEXT NOT NULL,
  PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

ALTER TABLE run ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN cell INTEGER NOT NULL DEFAULT -1;  -- its position; -1: not told
ALTER TABLE run ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN cpus TEXT NOT NULL DEFAULT '';  -- "0,1"; empty: bound to none
ALTER TABLE run ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;  -- among the cell's runs, as they were begun
ALTER TABLE run ADD COLUMN capture TEXT NOT NULL DEFAULT 'pipe';  -- the form of its stderr in run_stream
ALTER TABLE run ADD COLUMN max_message_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN stderr_full INTEGER NOT NULL DEFAULT 0;  -- times it was found nearly full
ALTER TABLE run ADD COLUMN foreign_cpu_share REAL;
ALTER TABLE run ADD COLUMN load_average REAL;

ALTER TABLE run_stream ADD COLUMN cut INTEGER NOT NULL DEFAULT 0 CHECK (cut IN (0, 1));  -- 1: more came than was kept
UPDATE run_stream SET cut = 1 WHERE bytes >= 16777216;  -- the bound of version 1
)sql",
                                                         R"sql(
ALTER TABLE outcome ADD COLUMN number REAL;  -- that the run gives; NULL: none
ALTER TABLE campaign ADD COLUMN fixed_runs INTEGER;  -- of the command line's fixed test; NULL: none
ALTER TABLE campaign ADD COLUMN confidence REAL;  -- of the command line's interval; NULL: none
)sql",
                                                         R"sql(
ALTER TABLE cell ADD COLUMN made_of TEXT NOT NULL DEFAULT '';  -- the build of which its runs count; empty: any
ALTER TABLE run ADD COLUMN made_of TEXT NOT NULL DEFAULT '';  -- digits; empty: not recorded

CREATE TABLE session (
  campaign     INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  started      TEXT NOT NULL,
  cpus         TEXT NOT NULL,  -- of the runs: "0,1"
  harness_cpus TEXT NOT NULL,
  at_once      INTEGER NOT NULL,
  wall_ns      INTEGER NOT NULL,
  programs_ns  INTEGER NOT NULL,  -- of its runs
  taken_ns     INTEGER NOT NULL,  -- likewise, times the CPUs of each
  PRIMARY KEY (campaign, started)
) STRICT, WITHOUT ROWID;
)sql",
                                                         R"sql(
CREATE TABLE service (
  run      INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  awaited  TEXT NOT NULL,
  ready_ms INTEGER,  -- since its start; NULL: it never was
  zero_ms  INTEGER,  -- of the trace's time, as the next two: where checks count from
  from_ms  INTEGER,  -- the first time that is looked at
  until_ms INTEGER,  -- the last one
  cut_why  TEXT NOT NULL,
  void_why TEXT NOT NULL
) STRICT;

CREATE TABLE part (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  name     TEXT NOT NULL,  -- 'load', 'instance 2'
  position INTEGER NOT NULL,
  command  TEXT NOT NULL,
  ending   TEXT NOT NULL,
  code     INTEGER NOT NULL,
  signal   INTEGER NOT NULL,
  wall_ns  INTEGER NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE part_stream (
  run    INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  name   TEXT NOT NULL,  -- of the part
  stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
  bytes  INTEGER NOT NULL,  -- before compression
  cut    INTEGER NOT NULL CHECK (cut IN (0, 1)),
  zstd   BLOB NOT NULL,
  PRIMARY KEY (run, name, stream)
) STRICT;
)sql",
                                                         R"sql(
CREATE TABLE piece (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  part     TEXT NOT NULL,  -- of the run, by its name; empty: the run itself
  stream   TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
  position INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,  -- before compression
  zstd     BLOB NOT NULL,  -- a frame of its own
  PRIMARY KEY (run, part, stream, position)
) STRICT;
INSERT INTO piece SELECT run, '', stream, 0, bytes, zstd FROM run_stream;
INSERT INTO piece SELECT run, name, stream, 0, bytes, zstd FROM part_stream;
ALTER TABLE run_stream DROP COLUMN zstd;
ALTER TABLE part_stream DROP COLUMN zstd;

ALTER TABLE run ADD COLUMN throttled_share REAL;
)sql"};

}  // namespace

void migrate(SQLite::Database& database, std::int64_t version) {
  database.exec(kSteps.at(static_cast<std::size_t>(version)));
  if (version == 1) fill_in_from_schema_1(database);
}

}  // namespace schedlitmus::store
