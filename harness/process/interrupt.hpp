// The user's wish to stop, seen by every launch.
#pragma once

namespace schedlitmus::process {

/// A descriptor, never closed, that becomes readable, and stays so, when
/// request_interrupt() is called.
[[nodiscard]] int interrupt_descriptor();

}  // namespace schedlitmus::process
