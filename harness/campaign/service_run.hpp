// One run of a service: its instances are started, waited for until they are
// ready, loaded, and asked to end.
#pragma once

#include "campaign/run_cell.hpp"

namespace schedlitmus::campaign {

/// Of a request whose scenario has a command. Whatever the service and its load
/// do is data of the run; an error means that one of them could not be started.
/// Nothing of them is left when it returns.
[[nodiscard]] Result<store::Run> run_service(const RunRequest& request, process::Launcher& launcher);

}  // namespace schedlitmus::campaign
