// What a store kept of a run's stderr, read again.
#pragma once

#include "store/store.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

/// The program's own samples to the sink, without those of its children where
/// the capture tells them apart, of a service from its load's start on, from which their times count; a damaged log
/// ends where the damage is.
void read_kept(const store::Run& run, trace::Sink& sink);

/// The bytes as a pipe would have carried them.
[[nodiscard]] Result<std::string> kept_bytes(const store::Run& run);

}  // namespace schedlitmus::campaign
