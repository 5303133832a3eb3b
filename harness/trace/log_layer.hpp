// What stands before each line of a trace that went through a log, and how it
// is taken off. Layers can lie around each other: a job's timestamps around
// what docker compose shows. Lines that are known:
//   timestamps    2026-11-22T10:00:00.123456789Z LINE         docker logs -t, kubectl --timestamps, GitHub Actions
//   docker-json   {"log":"LINE\n","stream":"stderr","time":"2026-11-22T10:00:00.1Z"}
//   cri           2026-11-22T10:00:00.1Z stderr F LINE        P in place of F: goes on in the next line
//   kubectl       [pod/NAME/CONTAINER] LINE                   kubectl logs --prefix
//   compose       web-1  | LINE                               docker compose; its colours, too
//   journal       Nov 22 10:00:00 host unit[123]: LINE        journalctl short*, syslog files (RFC 3164)
//   journal-json  {"MESSAGE":"LINE","_PID":"123",...}         journalctl -o json; MESSAGE may be an array of bytes
//   syslog        <14>1 2026-11-22T10:00:00Z host unit 123 - - LINE                           RFC 5424
// Rejected: anything that has not the layer's form to the end of its prefix.
// Such a line is left as it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::trace {

enum class LogLayer : std::uint8_t { timestamps, docker_json, cri, kubectl, compose, journal, journal_json, syslog };
inline constexpr auto kLogLayers =
    std::to_array<LogLayer>({LogLayer::cri, LogLayer::docker_json, LogLayer::kubectl, LogLayer::compose,
                             LogLayer::journal_json, LogLayer::syslog, LogLayer::journal, LogLayer::timestamps});
[[nodiscard]] std::string_view name_of(LogLayer layer);  // "docker-json", ...

/// A line of a log. The views point into the line, or into the room that its layers were given.
struct LogLine {
  std::string_view text;    ///< what the program wrote, without the line's end
  bool ended = true;        ///< the program's line ends here
  std::string_view source;  ///< container or unit; empty: the log does not tell
  std::int32_t pid = 0;     ///< 0: the log does not tell
  std::string_view stream;  ///< "stdout", "stderr"; empty: the log does not tell
};

/// Where a layer keeps texts that do not stand in the line as they were written.
struct LayerRoom {
  std::string text, source;
};

/// Takes one layer off `line.text`, which must not have a line end. False: it
/// has not that form, and is as it was.
[[nodiscard]] bool take_off(LogLayer layer, LogLine& line, LayerRoom& room);
/// Likewise of the layers that are JSON.
[[nodiscard]] bool take_off_json(LogLayer layer, LogLine& line, LayerRoom& room);

}  // namespace schedlitmus::trace
