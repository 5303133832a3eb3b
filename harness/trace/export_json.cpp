#include <algorithm>
#include <array>
#include <charconv>

#include "support/utf8.hpp"
#include "trace/export.hpp"

namespace schedlitmus::trace {
namespace {

void append_number(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_key(std::string& out, std::string_view key) {
  out += '"';
  out += key;
  out += "\":";
}

void append_id(std::string& out, std::string_view key, const std::optional<std::int64_t>& id) {
  append_key(out, key);
  if (id)
    append_number(out, *id);
  else
    out += "null";
}

void append_control(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '\n':
      out += "\\n";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\r':
      out += "\\r";
      break;
    default:
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4U];
      out += kHex[static_cast<unsigned char>(c) & 15U];
  }
}

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

bool is_flag(HeaderField field) { return field == HeaderField::gcwaiting || field == HeaderField::sysmonwait; }
bool is_flag(ProcField) { return false; }
bool is_flag(MachineField field) { return field == MachineField::spinning || field == MachineField::blocked; }

/// Names that stand in our objects beside the runtime's own keys.
bool is_ours(std::string_view key) {
  constexpr auto kOurs = std::to_array<std::string_view>({"time_ms", "pid", "source", "complete", "local", "schedticks",
                                                          "goroutines_whole", "P", "M", "G", "id", "status",
                                                          "waitreason", "m", "lockedm", "scan", "preemptoff"});
  return std::ranges::find(kOurs, key) != kOurs.end();
}

template <class Values, class Field>
void append_value(std::string& out, const Values& values, Field field) {
  if (!values.printed(field)) return;
  out += ',';
  const auto value = values.get(field);
  if (!is_flag(field)) return append_id(out, name_of(field), value);
  append_key(out, name_of(field));
  out += value.value_or(0) != 0 ? "true" : "false";
}

template <class Field, std::size_t N>
void append_values(std::string& out, const FieldValues<Field, N>& values) {
  for (std::size_t i = 0; i < N; ++i) append_value(out, values, static_cast<Field>(i));
}

void append_list(std::string& out, std::string_view key, const std::vector<std::int64_t>& values) {
  out += ',';
  append_key(out, key);
  out += '[';
  for (const auto value : values) {
    append_number(out, value);
    out += ',';
  }
  if (!values.empty()) out.pop_back();
  out += ']';
}

/// The unknown keys of one kind of line, asked for in the order of the lines.
/// Their values are numbers, true, false or nil.
class ExtraFields {
 public:
  ExtraFields(const Sample& sample, char line) : at_(sample.extra.begin()), end_(sample.extra.end()), line_(line) {}

  void append(std::string& out, std::int64_t id) {
    std::vector<std::string_view> written;
    for (skip(); at_ != end_ && at_->id == id; ++at_, skip()) {
      if (std::ranges::find(written, at_->key) != written.end()) continue;
      written.push_back(at_->key);
      append_field(out, *at_);
    }
  }

 private:
  void skip() {
    while (at_ != end_ && at_->line != line_) ++at_;
  }
  static void append_field(std::string& out, const ExtraField& field) {
    const auto key = field.key;
    const bool clash = is_ours(key) || header_field(key) || proc_field(key) || machine_field(key);
    out += ',';
    append_json_string(out, (clash ? "x_" : "") + std::string(key));
    out += ':';
    out += field.value == "nil" ? "null" : field.value;
  }

  std::vector<ExtraField>::const_iterator at_, end_;
  char line_;
};

class ArrayWriter {
 public:
  ArrayWriter(std::string& out, std::string_view key) : out_(out) {
    out_ += ',';
    append_key(out_, key);
    out_ += '[';
  }
  void item(std::int64_t id) {
    out_ += first_ ? "{" : ",{";
    first_ = false;
    append_id(out_, "id", id);
  }
  void end_item() { out_ += '}'; }
  void end() { out_ += ']'; }

 private:
  std::string& out_;
  bool first_ = true;
};

void append_procs(std::string& out, const Sample& sample) {
  ArrayWriter array(out, "P");
  ExtraFields extra(sample, 'P');
  for (const Proc& proc : sample.procs) {
    array.item(proc.id);
    append_values(out, proc.fields);
    extra.append(out, proc.id);
    array.end_item();
  }
  array.end();
}

void append_machines(std::string& out, const Sample& sample) {
  ArrayWriter array(out, "M");
  ExtraFields extra(sample, 'M');
  for (const Machine& machine : sample.machines) {
    array.item(machine.id);
    for (std::size_t i = 0; i < kMachineFields; ++i) {
      const auto field = static_cast<MachineField>(i);
      append_value(out, machine.fields, field);
      if (field != MachineField::throwing || !machine.preemptoff) continue;
      out += ",\"preemptoff\":";
      append_json_string(out, *machine.preemptoff);
    }
    extra.append(out, machine.id);
    array.end_item();
  }
  array.end();
}

void append_goroutines(std::string& out, const Sample& sample) {
  ArrayWriter array(out, "G");
  ExtraFields extra(sample, 'G');
  for (const Goroutine& g : sample.goroutines) {
    array.item(g.id);
    out += ",\"status\":";
    append_number(out, g.status);
    if (g.scan) out += ",\"scan\":true";
    out += ",\"waitreason\":";
    append_json_string(out, g.waitreason);
    out += ',';
    append_id(out, "m", g.m);
    out += ',';
    append_id(out, "lockedm", g.lockedm);
    extra.append(out, g.id);
    array.end_item();
  }
  array.end();
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kReplacement = "\uFFFD";
  out += '"';
  while (!text.empty()) {
    const auto* const special = std::ranges::find_if_not(text, is_plain);
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const char c = text.front();
    std::size_t length = 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x80) {
      append_control(out, c);
    } else {
      const auto code = decode_utf8(text);
      length = std::max<std::size_t>(code.length, 1);
      out += code.length == 0 ? kReplacement : text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  out += '"';
}

void append_json(std::string& out, const Sample& sample) {
  out += "{\"time_ms\":";
  append_number(out, sample.time.count());
  if (sample.pid != 0) {
    out += ",\"pid\":";
    append_number(out, sample.pid);
  }
  if (!sample.source.empty()) {
    out += ",\"source\":";
    append_json_string(out, sample.source);
  }
  out += sample.complete ? ",\"complete\":true" : ",\"complete\":false";
  append_values(out, sample.header);
  ExtraFields(sample, 'S').append(out, 0);
  if (sample.has_local) append_list(out, "local", sample.local);
  if (!sample.schedticks.empty()) append_list(out, "schedticks", sample.schedticks);
  if (sample.detailed) {
    out += sample.goroutines_whole ? ",\"goroutines_whole\":true" : ",\"goroutines_whole\":false";
    append_procs(out, sample);
    append_machines(out, sample);
    append_goroutines(out, sample);
  }
  out += '}';
}

}  // namespace schedlitmus::trace
