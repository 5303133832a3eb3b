#include <fmt/format.h>

#include <iterator>

#include "support/numbers.hpp"
#include "trace/export.hpp"

namespace schedlitmus::trace {
namespace {

std::string joined(const std::vector<std::int64_t>& values) { return fmt::format("{}", fmt::join(values, " ")); }

void append_value(std::string& out, const Observation& seen) {
  if (const auto* number = std::get_if<double>(&seen)) out += format_number(*number);
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&seen)) out += joined(*list);
}

/// The keys of P and M lines are in the JSON, line by line.
bool is_exported(const FieldInfo& field) {
  return field.source != FieldSource::procs && field.source != FieldSource::machines;
}

bool is_counter(const FieldInfo& field) { return field.name == "schedticks"; }

std::string timestamp(double start, Millis time) {
  return fmt::format("{:.3f}", start + static_cast<double>(time.count()) / 1000);
}

/// As OpenMetrics writes a label's value.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string in_braces(const OpenMetrics::Labels& labels) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& quoted) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, quoted);
  };
  if (!labels.source.empty()) add("source", quoted(labels.source));
  if (labels.pid != 0) add("pid", fmt::format("\"{}\"", labels.pid));
  if (labels.proc >= 0) add("p", fmt::format("\"{}\"", labels.proc));
  return text.empty() ? text : "{" + text + "}";
}

void append_trouble(std::string& out, Trouble trouble, const TroubleCount& entry) {
  out +=
      fmt::format("{{\"name\":\"{}\",\"severity\":\"{}\",\"count\":{},\"first_line\":{},\"example\":", name_of(trouble),
                  name_of(severity_of(trouble)), entry.count, entry.first_line);
  append_json_string(out, entry.example);
  out += '}';
}

void append_log(std::string& out, const Health& health) {
  if (health.log_form.empty()) return;
  out += ",\"log_form\":";
  append_json_string(out, health.log_form);
  out += ",\"processes\":[";
  bool first = true;
  for (const auto& writer : health.writers) {
    out += first ? "{\"name\":" : ",{\"name\":";
    first = false;
    append_json_string(out, writer.name);
    out += fmt::format(",\"samples\":{}}}", writer.samples);
  }
  out += ']';
}

std::string describe_log(const Health& health) {
  if (health.log_form.empty()) return {};
  std::string text = fmt::format("  read from a log of the form {}", health.log_form);
  const char* between = ": ";
  for (const auto& writer : health.writers) {
    text += fmt::format("{}{} from {}", between, count_of(writer.samples, "sample"), writer.name);
    between = ", ";
  }
  return text + '\n';
}

}  // namespace

void append_json(std::string& out, const Health& health) {
  out += fmt::format(
      "{{\"bytes\":{},\"lines\":{},\"samples\":{},\"incomplete_samples\":{},\"lost\":{},\"lost_share\":{},\"troubles\":"
      "[",
      health.bytes, health.lines, health.samples, health.incomplete_samples, health.lost(),
      format_number(health.lost_share()));
  bool first = true;
  for (std::size_t i = 0; i < kTroubles; ++i) {
    const auto trouble = static_cast<Trouble>(i);
    if (health.of(trouble).count == 0) continue;
    if (!first) out += ',';
    first = false;
    append_trouble(out, trouble, health.of(trouble));
  }
  out += ']';
  append_log(out, health);
  out += '}';
}

std::string describe(const Health& health) {
  std::string text = count_of(health.samples, "sample");
  if (health.incomplete_samples > 0) text += fmt::format(" ({} incomplete)", format_count(health.incomplete_samples));
  text += fmt::format(", {} lost", format_count(health.lost()));
  if (health.lost() > 0) text += fmt::format(" ({})", format_percent(health.lost_share()));
  text += fmt::format(", in {} and {}\n", count_of(health.lines, "line"), count_of(health.bytes, "byte"));
  text += describe_log(health);
  for (const auto severity : {Severity::loss, Severity::warning, Severity::info}) {
    for (std::size_t i = 0; i < kTroubles; ++i) {
      const auto trouble = static_cast<Trouble>(i);
      const auto& entry = health.of(trouble);
      if (entry.count == 0 || severity_of(trouble) != severity) continue;
      text += fmt::format("  {:<7}  {:<15}  {:>9}  first in line {}: {}\n", name_of(severity), name_of(trouble),
                          format_count(entry.count), format_count(entry.first_line), entry.example);
    }
  }
  return text;
}

void append_csv_header(std::string& out) {
  out += "time_ms,pid,complete";
  for (const FieldInfo& field : all_fields()) {
    if (!is_exported(field)) continue;
    out += ',';
    out += field.name;
  }
  out += '\n';
}

void append_csv(std::string& out, const Sample& sample) {
  fmt::format_to(std::back_inserter(out), "{},", sample.time.count());
  if (sample.pid != 0) out += std::to_string(sample.pid);
  out += sample.complete ? ",true" : ",false";
  for (const FieldInfo& field : all_fields()) {
    if (!is_exported(field)) continue;
    out += ',';
    append_value(out, observe(sample, field));
  }
  out += '\n';
}

OpenMetrics::OpenMetrics(double start) : start_(start), families_(all_fields().size()) {}

void OpenMetrics::add(const Sample& sample) {
  const Labels writer{.source = std::string(sample.source), .pid = sample.pid};
  const auto [last, first] = last_.try_emplace(writer, sample.time);
  if (!first && sample.time <= last->second) {
    ++left_out_;
    return;
  }
  last->second = sample.time;
  const auto time = timestamp(start_, sample.time);
  for (std::size_t i = 0; i < families_.size(); ++i) {
    const FieldInfo& field = all_fields()[i];
    if (!is_exported(field)) continue;
    const auto seen = observe(sample, field);
    const std::string_view suffix = is_counter(field) ? "_total" : "";
    auto line = [&](std::int64_t proc, const std::string& value) {
      const Labels labels{.source = writer.source, .pid = writer.pid, .proc = proc};
      families_[i][labels] +=
          fmt::format("go_sched_{}{}{} {} {}\n", field.name, suffix, in_braces(labels), value, time);
    };
    if (const auto* number = std::get_if<double>(&seen)) line(-1, format_number(*number));
    const auto* list = std::get_if<std::vector<std::int64_t>>(&seen);
    for (std::size_t p = 0; list != nullptr && p < list->size(); ++p)
      line(static_cast<std::int64_t>(p), std::to_string((*list)[p]));
  }
}

std::string OpenMetrics::text() const {
  std::string text;
  for (std::size_t i = 0; i < families_.size(); ++i) {
    if (families_[i].empty()) continue;
    const FieldInfo& field = all_fields()[i];
    text += fmt::format("# TYPE go_sched_{} {}\n# HELP go_sched_{} {}\n", field.name,
                        is_counter(field) ? "counter" : "gauge", field.name, field.meaning);
    for (const auto& [labels, lines] : families_[i]) text += lines;
  }
  return text + "# EOF\n";
}

}  // namespace schedlitmus::trace
