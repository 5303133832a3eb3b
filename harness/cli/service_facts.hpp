// What a launch knows of a run besides its trace, for the diagnoses.
#pragma once

#include <cstdint>

#include "cli/service_run.hpp"
#include "diagnosis/findings.hpp"

namespace schedlitmus::cli {

/// How it ended, and what the host kept from it, with this machine's limits.
void put_facts(const ServiceRun& run, std::int64_t gomaxprocs, diagnosis::RunFacts& facts);

}  // namespace schedlitmus::cli
