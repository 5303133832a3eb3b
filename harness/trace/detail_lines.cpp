#include "trace/detail_lines.hpp"

namespace schedlitmus::trace {
namespace {

/// The bit that the GC sets in a G's status while it scans the stack, and the
/// highest status that any release has, with room for later ones.
constexpr std::int64_t kScanBit = 0x1000;
constexpr std::int64_t kMaxStatus = 63;
constexpr std::string_view kReasonMarks = ".()-/:,'";
/// Wait reasons and preemptoff texts are far shorter in every release.
constexpr std::size_t kMaxTextBytes = 128;

/// Steps that the three kinds of lines share.
class DetailParser {
 public:
  DetailParser(std::string_view text, UnknownKeys& unknown) : cursor_(text), unknown_(unknown) { unknown_.clear(); }

  /// "P12:"; ids are never negative.
  bool take_start(char letter, std::int64_t& id) {
    if (!cursor_.take(std::string_view(&letter, 1)) || !take_number(id)) return false;
    if (id < 0) return cursor_.fail(Reading::torn);
    return cursor_.take(":");
  }

  /// Blanks and " key="; nothing at the end of the line or before anything else.
  std::string_view take_key() {
    const auto text = cursor_.rest();
    std::size_t begin = 0;
    while (begin < text.size() && is_blank(text[begin])) ++begin;
    auto end = begin;
    while (end < text.size() && is_key_char(text[end])) ++end;
    if (begin == 0 || end == begin || end == text.size() || text[end] != '=') {
      cursor_.fail(end == text.size() ? Reading::cut : Reading::torn);
      return {};
    }
    cursor_.skip(end + 1);
    return text.substr(begin, end - begin);
  }

  bool take_number(std::int64_t& value) {
    token_ = cursor_.position();
    return cursor_.take_number(value);
  }
  bool take_id(Id& id) {
    token_ = cursor_.position();
    return trace::take_id(cursor_, id);
  }
  bool take_flag(std::int64_t& value) {
    token_ = cursor_.position();
    return trace::take_flag(cursor_, value);
  }
  /// Nothing may be glued to a value, except at the end of the line's grammar
  /// where the caller judges what follows.
  bool at_boundary() {
    if (cursor_.done() || is_blank(cursor_.peek())) return true;
    return cursor_.fail(Reading::torn);
  }

  bool take_unknown(std::string_view key) {
    const auto text = cursor_.rest();
    token_ = cursor_.position();
    std::int64_t ignored = 0;
    const bool word = cursor_.take_if("true") || cursor_.take_if("false") || cursor_.take_if("nil");
    if ((!word && !cursor_.take_number(ignored)) || !at_boundary()) return false;
    unknown_.emplace_back(key, text.substr(0, text.size() - cursor_.rest().size()));
    return true;
  }

  Cursor& cursor() { return cursor_; }
  [[nodiscard]] LineReading whole() const { return {.reading = Reading::whole, .used = cursor_.position()}; }
  [[nodiscard]] LineReading failed() const {
    const auto why = cursor_.failure();
    return {.reading = why, .used = why == Reading::cut ? cursor_.position() : token_};
  }
  [[nodiscard]] LineReading failed(Reading why) const { return {.reading = why, .used = cursor_.position()}; }

 private:
  Cursor cursor_;
  UnknownKeys& unknown_;
  std::size_t token_ = 0;
};

template <class Values, class Field>
bool in_order(const Values& values, Field field, Field last_possible) {
  for (auto i = static_cast<int>(field); i <= static_cast<int>(last_possible); ++i)
    if (values.printed(static_cast<Field>(i))) return false;
  return true;
}

template <class Values, class Field>
bool take_id_value(DetailParser& line, Values& values, Field field) {
  Id id;
  if (!line.take_id(id)) return false;
  if (id.none)
    values.set_none(field);
  else
    values.set(field, id.value);
  return true;
}

bool take_proc_value(DetailParser& line, ProcField field, Proc& into) {
  if (field == ProcField::m) return take_id_value(line, into.fields, field) && line.at_boundary();
  std::int64_t value = 0;
  if (!line.take_number(value)) return false;
  // 1.2 prints the queue's capacity too: runqsize=0/128.
  std::int64_t capacity = 0;
  if (field == ProcField::runqsize && line.cursor().take_if("/") && !line.cursor().take_number(capacity)) return false;
  if (field == ProcField::runqsize && value < 0) return line.cursor().fail(Reading::torn);
  if (!line.at_boundary()) return false;
  into.fields.set(field, value);
  return true;
}

bool proc_is_whole(const Proc& proc, bool timers) {
  using enum ProcField;
  for (const auto field : {status, schedtick, syscalltick, m, runqsize, gfreecnt})
    if (!proc.fields.printed(field)) return false;
  return !timers || proc.fields.printed(timerslen);
}

/// The runtime's reasons are short words with blanks, dots and parentheses;
/// anything else there is another writer's.
bool is_runtime_text(std::string_view text, std::string_view marks) {
  if (text.size() > kMaxTextBytes) return false;
  for (const char c : text)
    if (!is_key_char(c) && c != ' ' && marks.find(c) == std::string_view::npos) return false;
  return true;
}

/// preemptoff's text can hold blanks: it ends where " locks=" begins.
bool take_preemptoff(DetailParser& line, Machine& into) {
  auto& cursor = line.cursor();
  const auto text = cursor.rest();
  const auto length = text.starts_with(" locks=") ? 0 : text.find(" locks=");
  const auto value = text.substr(0, length);
  if (!is_runtime_text(value, ".()-")) return cursor.fail(Reading::torn);
  if (length == std::string_view::npos) return cursor.fail(Reading::cut);
  into.preemptoff = value;
  line.cursor().skip(length);
  return true;
}

bool take_machine_value(DetailParser& line, MachineField field, Machine& into) {
  using enum MachineField;
  if (field == lockedg) return take_id_value(line, into.fields, field);
  if (field == p || field == curg) return take_id_value(line, into.fields, field) && line.at_boundary();
  std::int64_t value = 0;
  const bool flag = field == spinning || field == blocked;
  if (flag ? !line.take_flag(value) : !line.take_number(value)) return false;
  if (!line.at_boundary()) return false;
  into.fields.set(field, value);
  return true;
}

bool machine_is_whole(const Machine& machine) {
  using enum MachineField;
  for (const auto field : {p, curg, mallocing, throwing, locks, dying, spinning, lockedg})
    if (!machine.fields.printed(field)) return false;
  return machine.preemptoff.has_value() || machine.fields.printed(gcing);
}

/// "4(timer goroutine (idle))": the reason ends at the last parenthesis before
/// " m=", and can be empty.
bool take_status(DetailParser& line, Goroutine& into) {
  std::int64_t status = 0;
  if (!line.take_number(status)) return false;
  auto& cursor = line.cursor();
  into.scan = (status & kScanBit) != 0;
  into.status = status & ~kScanBit;
  if (status < 0 || into.status > kMaxStatus) return cursor.fail(Reading::torn);
  if (!cursor.take("(")) return false;
  const auto text = cursor.rest();
  const auto length = text.find(") m=");
  if (length == std::string_view::npos) return cursor.fail(Reading::torn);
  into.waitreason = text.substr(0, length);
  const bool blank_end = into.waitreason.starts_with(' ') || into.waitreason.ends_with(' ');
  if (blank_end || !is_runtime_text(into.waitreason, kReasonMarks)) return cursor.fail(Reading::torn);
  cursor.skip(length + 1);
  return true;
}

bool take_optional_id(DetailParser& line, std::string_view key, OptionalId& into) {
  if (!line.cursor().take(key)) return false;
  Id id;
  if (!line.take_id(id)) return false;
  into = id.none ? OptionalId() : OptionalId(id.value);
  return true;
}

/// Keys of later releases behind the last one that we know.
bool take_rest(DetailParser& line) {
  while (true) {
    const auto before = line.cursor();
    const auto key = line.take_key();
    if (!key.empty() && line.take_unknown(key)) continue;
    line.cursor() = before;
    return true;
  }
}

}  // namespace

LineReading parse_proc(std::string_view text, bool timers, Proc& into, UnknownKeys& unknown) {
  DetailParser line(text, unknown);
  into.fields.clear();
  if (!line.take_start('P', into.id)) return line.failed();
  while (true) {
    const auto key = line.take_key();
    if (key.empty()) break;
    const auto field = proc_field(key);
    if (!field) {
      if (!line.take_unknown(key)) return line.failed();
      continue;
    }
    if (!in_order(into.fields, *field, ProcField::timerslen)) return line.failed(Reading::torn);
    if (!take_proc_value(line, *field, into)) return line.failed();
  }
  if (proc_is_whole(into, timers)) return line.whole();
  return line.failed(line.cursor().done() ? Reading::cut : line.cursor().failure());
}

LineReading parse_machine(std::string_view text, Machine& into, UnknownKeys& unknown) {
  DetailParser line(text, unknown);
  into.fields.clear();
  into.preemptoff.reset();
  if (!line.take_start('M', into.id)) return line.failed();
  while (!into.fields.printed(MachineField::lockedg)) {
    const auto key = line.take_key();
    if (key.empty()) return line.failed(line.cursor().done() ? Reading::cut : line.cursor().failure());
    if (key == "preemptoff") {
      if (into.preemptoff || !take_preemptoff(line, into)) return line.failed();
      continue;
    }
    const auto field = machine_field(key);
    if (!field) {
      if (!line.take_unknown(key)) return line.failed();
      continue;
    }
    if (!in_order(into.fields, *field, MachineField::lockedg)) return line.failed(Reading::torn);
    if (!take_machine_value(line, *field, into)) return line.failed();
  }
  if (!machine_is_whole(into)) return line.failed(Reading::torn);
  take_rest(line);
  return line.whole();
}

LineReading parse_goroutine(std::string_view text, Goroutine& into, UnknownKeys& unknown) {
  DetailParser line(text, unknown);
  const bool good = line.take_start('G', into.id) && line.cursor().take(" status=") && take_status(line, into) &&
                    take_optional_id(line, " m=", into.m) && line.at_boundary() &&
                    take_optional_id(line, " lockedm=", into.lockedm);
  if (!good) return line.failed();
  take_rest(line);
  return line.whole();
}

}  // namespace schedlitmus::trace
