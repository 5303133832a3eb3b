#include <charconv>

#include "trace/flat_json.hpp"
#include "trace/log_layer.hpp"

namespace schedlitmus::trace {
namespace {

std::string_view without_quotes(std::string_view written) {
  return written.size() >= 2 && written.front() == '"' ? written.substr(1, written.size() - 2) : std::string_view();
}

/// Docker breaks a line of more than 16 KiB; its last piece has the line's end.
bool docker_json(LogLine& line, LayerRoom& room) {
  FlatJson json(line.text);
  LogLine found = line;
  bool has_text = false;
  while (const auto member = json.next()) {
    if (member->key == "log") has_text = read_string(member->value, room.text);
    if (member->key == "stream") found.stream = without_quotes(member->value);
  }
  if (!json.whole() || !has_text || (found.stream != "stdout" && found.stream != "stderr")) return false;
  found.text = room.text;
  found.ended = found.text.ends_with('\n');
  if (found.ended) found.text.remove_suffix(1);
  line = found;
  return true;
}

bool journal_json(LogLine& line, LayerRoom& room) {
  FlatJson json(line.text);
  LogLine found = line;
  bool has_text = false;
  bool has_time = false;
  room.source.clear();
  std::string unit;
  while (const auto member = json.next()) {
    const auto& [key, value] = *member;
    if (key == "MESSAGE") has_text = read_string(value, room.text) || read_bytes(value, room.text) || value == "null";
    if (key == "__REALTIME_TIMESTAMP" || key == "__CURSOR") has_time = true;
    if (key == "_SYSTEMD_UNIT") (void)read_string(value, unit);
    if (key == "SYSLOG_IDENTIFIER" && !read_string(value, room.source)) room.source.clear();
    if (key == "_PID") {
      const auto digits = without_quotes(value);
      std::from_chars(digits.data(), digits.data() + digits.size(), found.pid);
    }
    if (value == "null" && key == "MESSAGE") room.text.clear();
  }
  if (!json.whole() || !has_text || !has_time) return false;
  if (room.source.empty()) room.source = unit;
  found.text = room.text;
  if (!room.source.empty()) found.source = room.source;
  line = found;
  return true;
}

}  // namespace

bool take_off_json(LogLayer layer, LogLine& line, LayerRoom& room) {
  return layer == LogLayer::docker_json ? docker_json(line, room) : journal_json(line, room);
}

}  // namespace schedlitmus::trace
