#include "trace/log_layer.hpp"

#include <algorithm>
#include <charconv>

#include "trace/line_shape.hpp"
#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kEnd = " ";

std::string_view word(Cursor& cursor) {
  const auto left = cursor.rest();
  const auto found = left.substr(0, std::min(left.find(' '), left.size()));
  cursor.skip(found.size());
  return found;
}

/// See begins_like().
bool take_shape(Cursor& cursor, std::string_view shape) {
  if (!begins_like(cursor.rest(), shape)) return false;
  cursor.skip(shape.size());
  return true;
}

std::size_t take_digits(Cursor& cursor) {
  std::size_t count = 0;
  for (; is_digit(cursor.peek()); cursor.skip(1)) ++count;
  return count;
}

bool take_fraction(Cursor& cursor) {
  if (cursor.peek() != '.' && cursor.peek() != ',') return true;
  cursor.skip(1);
  return take_digits(cursor) > 0;
}

/// "2026-11-22T10:00:00.123Z", "2026-11-22T10:00:00+0100", "...+01:00".
bool take_rfc3339(Cursor& cursor) {
  if (!take_shape(cursor, "9999-99-99T99:99:99") || !take_fraction(cursor)) return false;
  if (cursor.take_if("Z")) return true;
  return take_shape(cursor, "+99:99") || take_shape(cursor, "-99:99") || take_shape(cursor, "+9999") ||
         take_shape(cursor, "-9999");
}

/// The blank behind a prefix; a line without text may lack it.
bool take_end(Cursor& cursor) { return cursor.done() || cursor.take_if(kEnd); }

/// What journalctl begins its lines with: -o short, short-precise, short-iso,
/// short-iso-precise, short-full, short-unix, short-monotonic.
bool take_journal_time(Cursor& cursor) {
  if (take_shape(cursor, "AAA _9 99:99:99")) return take_fraction(cursor) && cursor.take_if(" ");
  if (begins_like(cursor.rest(), "9999-")) return take_rfc3339(cursor) && cursor.take_if(" ");
  if (take_shape(cursor, "AAA 9999-99-99 99:99:99"))
    return take_fraction(cursor) && cursor.take_if(" ") && !word(cursor).empty() && cursor.take_if(" ");
  if (cursor.take_if("[")) {
    cursor.skip_blanks();
    const bool number = take_digits(cursor) > 0 && cursor.peek() == '.' && take_fraction(cursor);
    return number && cursor.take_if("] ");
  }
  return take_digits(cursor) >= 9 && cursor.peek() == '.' && take_fraction(cursor) && cursor.take_if(" ");
}

bool to_pid(std::string_view digits, std::int32_t& pid) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pid);
  return error == std::errc{} && end == digits.data() + digits.size() && pid > 0;
}

/// "unit[123]:" or "unit:".
bool take_tag(Cursor& cursor, LogLine& line) {
  const auto left = cursor.rest();
  const auto end = left.find_first_of(" [:");
  if (end == 0 || end == std::string_view::npos || left[end] == ' ') return false;
  std::int32_t pid = 0;
  cursor.skip(end);
  if (cursor.take_if("[")) {
    const auto digits = cursor.rest().substr(0, cursor.rest().find(']'));
    if (!to_pid(digits, pid)) return false;
    cursor.skip(digits.size());
    if (!cursor.take_if("]")) return false;
  }
  if (!cursor.take_if(":")) return false;
  line.source = left.substr(0, end);
  line.pid = pid;
  return true;
}

bool take_priority(Cursor& cursor) { return cursor.take_if("<") && take_digits(cursor) > 0 && cursor.take_if(">"); }

bool timestamps(Cursor& cursor, LogLine& /*line*/) { return take_rfc3339(cursor) && take_end(cursor); }

bool cri(Cursor& cursor, LogLine& line) {
  if (!take_rfc3339(cursor) || !cursor.take_if(" ")) return false;
  line.stream = word(cursor);
  if ((line.stream != "stdout" && line.stream != "stderr") || !cursor.take_if(" ")) return false;
  const auto tags = word(cursor);
  const auto first = tags.substr(0, tags.find(':'));
  line.ended = first == "F";
  return (first == "F" || first == "P") && take_end(cursor);
}

bool kubectl(Cursor& cursor, LogLine& line) {
  if (!cursor.take_if("[pod/")) return false;
  line.source = cursor.rest().substr(0, cursor.rest().find(']'));
  if (line.source.empty() || line.source.find(' ') != std::string_view::npos) return false;
  cursor.skip(line.source.size());
  return cursor.take_if("]") && take_end(cursor);
}

void skip_colours(Cursor& cursor) {
  while (cursor.rest().starts_with("\x1b[")) {
    const auto end = cursor.rest().find_first_not_of("0123456789;", 2);
    if (end == std::string_view::npos || cursor.rest()[end] != 'm') return;
    cursor.skip(end + 1);
  }
}

bool compose(Cursor& cursor, LogLine& line) {
  skip_colours(cursor);
  const auto left = cursor.rest();
  const auto is_name = [](char c) { return is_key_char(c) || c == '-' || c == '.'; };
  const auto size = static_cast<std::size_t>(std::ranges::find_if_not(left, is_name) - left.begin());
  if (size == 0) return false;
  line.source = left.substr(0, size);
  cursor.skip(size);
  cursor.skip_blanks();
  skip_colours(cursor);
  if (!cursor.take_if("|")) return false;
  skip_colours(cursor);
  if (!take_end(cursor)) return false;
  skip_colours(cursor);
  return true;
}

bool journal(Cursor& cursor, LogLine& line) {
  if (cursor.peek() == '<' && !take_priority(cursor)) return false;
  if (!take_journal_time(cursor)) return false;
  const bool host = !word(cursor).empty() && cursor.take_if(" ");
  return host && take_tag(cursor, line) && take_end(cursor);
}

/// "-", or elements such as [id name="a \"quoted\" value"].
bool take_structured_data(Cursor& cursor) {
  if (cursor.take_if("-")) return true;
  if (cursor.peek() != '[') return false;
  while (cursor.take_if("[")) {
    bool quoted = false;
    for (; quoted || cursor.peek() != ']'; cursor.skip(1)) {
      if (cursor.done()) return false;
      if (cursor.peek() == '"') quoted = !quoted;
      if (quoted && cursor.peek() == '\\' && cursor.rest().size() > 1) cursor.skip(1);
    }
    cursor.skip(1);
  }
  return true;
}

bool syslog(Cursor& cursor, LogLine& line) {
  if (!take_priority(cursor) || take_digits(cursor) == 0 || !cursor.take_if(" ")) return false;
  if (!cursor.take_if("-") && !take_rfc3339(cursor)) return false;
  const auto next = [&] { return cursor.take_if(" ") ? word(cursor) : std::string_view(); };
  const auto host = next();
  line.source = next();
  const auto process = next();
  const auto message_id = next();
  if (host.empty() || line.source.empty() || process.empty() || message_id.empty()) return false;
  if (line.source == "-") line.source = {};
  if (!to_pid(process, line.pid)) line.pid = 0;
  if (!cursor.take_if(" ") || !take_structured_data(cursor) || !take_end(cursor)) return false;
  cursor.take_if("\xef\xbb\xbf");
  return true;
}

using Taker = bool (*)(Cursor&, LogLine&);

Taker taker_of(LogLayer layer) {
  switch (layer) {
    case LogLayer::timestamps:
      return timestamps;
    case LogLayer::cri:
      return cri;
    case LogLayer::kubectl:
      return kubectl;
    case LogLayer::compose:
      return compose;
    case LogLayer::journal:
      return journal;
    case LogLayer::syslog:
      return syslog;
    case LogLayer::docker_json:
    case LogLayer::journal_json:
      break;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(LogLayer layer) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"timestamps", "docker-json", "cri", "kubectl", "compose", "journal", "journal-json", "syslog"});
  return kNames[static_cast<std::size_t>(layer)];
}

bool take_off(LogLayer layer, LogLine& line, LayerRoom& room) {
  const Taker take = taker_of(layer);
  if (take == nullptr) return take_off_json(layer, line, room);
  Cursor cursor(line.text);
  LogLine found = line;
  if (!take(cursor, found)) return false;
  line = found;
  line.text = cursor.rest();
  return true;
}

}  // namespace schedlitmus::trace
