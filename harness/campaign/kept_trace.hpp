// What a store kept of a run's stderr, read again.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "store/store.hpp"
#include "trace/message_log.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

/// The program's own samples to the sink, without those of its children where
/// the capture tells them apart, of a service from its load's start on, from which their times count; a damaged log
/// ends where the damage is.
void read_kept(const store::Run& run, trace::Sink& sink);

/// Of a service only the samples that its checks look at, those under its load; else as read_kept.
void read_looked_at(const store::Run& run, trace::Sink& sink);

/// The bytes as a pipe would have carried them, in pieces.
[[nodiscard]] Result<void> read_bytes(const store::Run& run, const std::function<void(std::string_view)>& visit);
/// The first of them, at most so many.
[[nodiscard]] Result<std::string> first_bytes(const store::Run& run, std::size_t most);

/// A stream that is the log of a capture of messages.
[[nodiscard]] Result<void> read_messages(const store::KeptStream& log, const trace::MessageVisitor& visit);

}  // namespace schedlitmus::campaign
