#include "trace/header_line.hpp"

#include <cstring>
#include <optional>

namespace schedlitmus::trace {
namespace {

using enum HeaderField;

bool is_flag(HeaderField field) { return field == gcwaiting || field == sysmonwait; }
bool of_detail(HeaderField field) { return field >= gcwaiting; }

/// The keys after which a line can go on with a list or with the detailed part.
bool has_common_part(const HeaderLine& line) {
  for (const auto field : {gomaxprocs, idleprocs, threads, idlethreads, runqueue})
    if (!line.header.printed(field)) return false;
  return true;
}
bool has_detailed_part(const HeaderLine& line) {
  for (const auto field : {gcwaiting, nmidlelocked, stopwait, sysmonwait})
    if (!line.header.printed(field)) return false;
  return true;
}

/// What holds under sched.lock in every release, and digits put in by another
/// writer break.
bool plausible(const HeaderLine& line) {
  const auto value = [&](HeaderField field) { return line.header.get(field).value_or(0); };
  return value(gomaxprocs) >= 1 && value(idleprocs) >= 0 && value(idleprocs) <= value(gomaxprocs) &&
         value(threads) >= 1 && value(idlethreads) >= 0 && value(idlethreads) <= value(threads) &&
         value(runqueue) >= 0 && value(needspinning) >= 0 && value(needspinning) <= 1;
}

class HeaderParser {
 public:
  HeaderParser(std::string_view text, HeaderLine& line) : text_(text), cursor_(text), line_(line) {}

  LineReading parse() {
    std::int64_t time = 0;
    if (!cursor_.take("SCHED ") || !cursor_.take_number(time) || !cursor_.take("ms:")) return failed();
    line_.time = Millis(time);
    while (true) {
      if (ended()) return finish();
      token_ = cursor_.position();
      if (!cursor_.take_blanks()) return failed();
      token_ = cursor_.position();
      if (cursor_.done()) return failed(Reading::cut);
      if (cursor_.peek() == '[') return parse_lists();
      if (!is_key_char(cursor_.peek())) return failed(Reading::torn);
      if (!parse_key()) return failed();
    }
  }

 private:
  /// The detailed header ends with a flag, which ends by itself; what follows
  /// can be a key of a later release, or another writer's text.
  bool ended() {
    if (!has_detailed_part(line_)) return false;
    if (cursor_.done()) return true;
    auto ahead = cursor_;
    ahead.skip_blanks();
    if (ahead.position() == cursor_.position() || ahead.done()) return true;
    const auto key = take_key(ahead);
    return !key || !plain_value(ahead);
  }

  static std::optional<std::string_view> take_key(Cursor& cursor) {
    const auto text = cursor.rest();
    std::size_t length = 0;
    while (length < text.size() && is_key_char(text[length])) ++length;
    if (length == 0 || length == text.size() || text[length] != '=') return std::nullopt;
    cursor.skip(length + 1);
    return text.substr(0, length);
  }

  /// A number, flag or nil that a blank or the end follows: the values that
  /// the runtime prints.
  static std::optional<std::string_view> plain_value(Cursor& cursor) {
    const auto text = cursor.rest();
    std::int64_t ignored = 0;
    const bool word = cursor.take_if("true") || cursor.take_if("false") || cursor.take_if("nil");
    if (!word && !cursor.take_number(ignored)) return std::nullopt;
    if (!cursor.done() && !is_blank(cursor.peek())) return std::nullopt;
    return text.substr(0, text.size() - cursor.rest().size());
  }

  bool parse_key() {
    const auto key = take_key(cursor_);
    if (!key) return cursor_.fail(all_key_chars(cursor_.rest()) ? Reading::cut : Reading::torn);
    token_ = cursor_.position();
    const auto field = header_field(*key);
    if (!field) return parse_unknown(*key);
    if (line_.header.printed(*field) || (last_ && *field < *last_)) return cursor_.fail(Reading::torn);
    if (of_detail(*field) && !has_common_part(line_)) return cursor_.fail(Reading::torn);
    last_ = field;
    return parse_value(*field);
  }

  static bool all_key_chars(std::string_view text) {
    for (const char c : text)
      if (!is_key_char(c)) return false;
    return true;
  }

  bool parse_value(HeaderField field) {
    std::int64_t value = 0;
    if (is_flag(field) ? !take_flag(cursor_, value) : !cursor_.take_number(value)) return false;
    if (is_flag(field) && !right_flag()) return cursor_.fail(Reading::torn);
    const bool glued = !cursor_.done() && !is_blank(cursor_.peek());
    if (glued && field != sysmonwait) return cursor_.fail(Reading::torn);
    line_.header.set(field, value);
    line_.detailed = line_.detailed || of_detail(field);
    return true;
  }

  /// Flags are words from 1.20 on, the release that brought needspinning.
  [[nodiscard]] bool right_flag() const {
    const bool word = line_.header.printed(needspinning);
    return word == is_lower(text_[token_]);
  }

  bool parse_unknown(std::string_view key) {
    const auto value = plain_value(cursor_);
    if (!value) return cursor_.fail(cursor_.done() ? Reading::cut : Reading::torn);
    line_.extra.emplace_back(key, *value);
    return true;
  }

  LineReading parse_lists() {
    if (line_.detailed || !has_common_part(line_)) return failed(Reading::torn);
    const bool inner_blank = cursor_.rest().starts_with("[ ");
    if (!parse_list(line_.local)) return failed();
    if (inner_blank) {
      auto ahead = cursor_;
      ahead.skip_blanks();
      line_.without_ticks = true;
      if (ahead.take("schedticks=")) {
        cursor_ = ahead;
        if (!parse_list(line_.schedticks)) return failed();
        line_.without_ticks = false;
      } else if (ahead.failure() == Reading::cut) {
        return failed(lengths_right() ? Reading::cut : Reading::length);
      }
    }
    if (!lengths_right()) return failed(Reading::length);
    return finish();
  }

  [[nodiscard]] bool lengths_right() const {
    const auto procs = static_cast<std::size_t>(line_.header.get(gomaxprocs).value_or(0));
    return line_.local.size() == procs && (line_.schedticks.empty() || line_.schedticks.size() == procs);
  }

  bool parse_list(std::vector<std::int64_t>& list) {
    if (!cursor_.take("[")) return false;
    while (true) {
      cursor_.skip_blanks();
      token_ = cursor_.position();
      if (!list.empty() && cursor_.take_if("]")) return true;
      std::int64_t value = 0;
      if (!cursor_.take_number(value)) return false;
      if (!cursor_.done() && !is_blank(cursor_.peek()) && cursor_.peek() != ']') return cursor_.fail(Reading::torn);
      if (value < 0 && &list == &line_.local) return cursor_.fail(Reading::torn);
      list.push_back(value);
      if (cursor_.done()) return cursor_.fail(Reading::cut);
    }
  }

  LineReading finish() {
    if (!plausible(line_)) return failed(Reading::torn);
    return {.reading = Reading::whole, .used = cursor_.position()};
  }
  LineReading failed() { return failed(cursor_.failure()); }
  [[nodiscard]] LineReading failed(Reading why) const {
    return {.reading = why, .used = why == Reading::cut ? cursor_.position() : token_};
  }

  std::string_view text_;
  Cursor cursor_;
  HeaderLine& line_;
  std::optional<HeaderField> last_;
  std::size_t token_ = 0;  ///< where the token begins that is being read
};

}  // namespace

void HeaderLine::clear() {
  time = Millis{};
  header.clear();
  detailed = false;
  without_ticks = false;
  local.clear();
  schedticks.clear();
  extra.clear();
}

std::size_t find_header_mark(std::string_view text, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  // Unlike std::string_view::find this does not stop at every 'm'.
  const void* const found = memmem(text.data() + from, text.size() - from, kHeaderMark.data(), kHeaderMark.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

LineReading parse_header(std::string_view text, HeaderLine& into) {
  into.clear();
  return HeaderParser(text, into).parse();
}

}  // namespace schedlitmus::trace
