// A trace as a log shows it: the counterpart of trace/log_layer, for tests.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/export.hpp"
#include "trace/log_layer.hpp"

namespace schedlitmus::trace {

/// Who writes, as the forms that tell it show it.
struct Wrapping {
  std::string source = "web-1";
  std::int32_t pid = 4711;
  std::size_t piece = 16384;  ///< longer lines are broken where the form does so
};

inline std::string clock_time(std::size_t line) { return fmt::format("10:{:02}:{:02}", line / 60 % 60, line % 60); }

inline std::string rfc3339(std::size_t line) {
  // As Go writes it: without the zeros at the end.
  return line % 3 == 0 ? fmt::format("2026-11-22T{}Z", clock_time(line))
                       : fmt::format("2026-11-22T{}.{}Z", clock_time(line), line + 1);
}

inline std::string json_text(std::string_view text) {
  std::string result;
  append_json_string(result, text);
  return result;
}

inline std::string bytes_array(std::string_view text) {
  std::string result = "[";
  for (const char c : text) result += fmt::format("{}{}", result.size() > 1 ? "," : "", static_cast<unsigned char>(c));
  return result + "]";
}

inline std::string wrapped_line(LogLayer layer, std::string_view text, std::size_t line, const Wrapping& how) {
  std::string out;
  const auto pieces = [&](auto put) {
    do {
      const auto piece = text.substr(0, how.piece);
      text.remove_prefix(piece.size());
      put(piece, text.empty());
    } while (!text.empty());
  };
  switch (layer) {
    case LogLayer::timestamps:
      return fmt::format("{} {}\n", rfc3339(line), text);
    case LogLayer::docker_json:
      pieces([&](std::string_view piece, bool last) {
        out += fmt::format("{{\"log\":{},\"stream\":\"stderr\",\"time\":\"{}\"}}\n",
                           json_text(std::string(piece) + (last ? "\n" : "")), rfc3339(line));
      });
      return out;
    case LogLayer::cri:
      pieces([&](std::string_view piece, bool last) {
        out += fmt::format("{} stderr {} {}\n", rfc3339(line), last ? "F" : "P", piece);
      });
      return out;
    case LogLayer::kubectl:
      return fmt::format("[pod/{}/main] {}\n", how.source, text);
    case LogLayer::compose:
      return line % 2 == 0 ? fmt::format("{}  | {}\n", how.source, text)
                           : fmt::format("\x1b[36m{}  | \x1b[0m{}\n", how.source, text);
    case LogLayer::journal:
      return fmt::format("Nov 22 {} host {}[{}]: {}\n", clock_time(line), how.source, how.pid, text);
    case LogLayer::journal_json:
      return fmt::format(
          "{{\"__REALTIME_TIMESTAMP\":\"1763805600{:06}\",\"_PID\":\"{}\",\"SYSLOG_IDENTIFIER\":{},\"MESSAGE\":{}}}\n",
          line, how.pid, json_text(how.source), line % 5 == 4 ? bytes_array(text) : json_text(text));
    case LogLayer::syslog:
      return fmt::format("<14>1 {} host {} {} - {} {}\n", rfc3339(line), how.source, how.pid,
                         line % 2 == 0 ? "-" : R"([origin ip="1.2.3.4" note="a \"]\" b"])", text);
  }
  return out;
}

/// Each line of the trace in the layers, the last of them innermost.
inline std::string wrapped(std::string_view trace, const std::vector<LogLayer>& layers, const Wrapping& how = {}) {
  std::string out;
  for (std::size_t line = 0; !trace.empty(); ++line) {
    const auto end = std::min(trace.find('\n'), trace.size());
    std::string lines = std::string(trace.substr(0, end)) + "\n";
    trace.remove_prefix(std::min(end + 1, trace.size()));
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
      std::string around;
      for (std::string_view rest = lines; !rest.empty();) {
        const auto stop = rest.find('\n');
        around += wrapped_line(*layer, rest.substr(0, stop), line, how);
        rest.remove_prefix(stop + 1);
      }
      lines = around;
    }
    out += lines;
  }
  return out;
}

inline std::string exported(std::string_view trace, const Wrapping& how = {}) {
  std::string out;
  for (std::size_t line = 0; !trace.empty(); ++line) {
    const auto end = std::min(trace.find('\n'), trace.size());
    const auto text = trace.substr(0, end);
    trace.remove_prefix(std::min(end + 1, trace.size()));
    out += fmt::format("__CURSOR=s={}\n__REALTIME_TIMESTAMP={}\n_PID={}\nSYSLOG_IDENTIFIER={}\n", line, line, how.pid,
                       how.source);
    if (line % 3 == 1) {
      out += "MESSAGE\n";
      for (unsigned i = 0; i < 8; ++i) out += static_cast<char>((text.size() >> (8 * i)) & 0xFFU);
      out += fmt::format("{}\n\n", text);
    } else {
      out += fmt::format("MESSAGE={}\n\n", text);
    }
  }
  return out;
}

}  // namespace schedlitmus::trace
