#include "selftest/note.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "campaign/trace_check.hpp"
#include "support/json.hpp"

namespace schedlitmus::selftest {
namespace {

std::optional<std::int64_t> whole_number(const json::Value& object, std::string_view key) {
  const auto* member = object.find(key);
  return member == nullptr ? std::nullopt : member->value.integer;
}

std::optional<Millis> time_in(const json::Value& object, std::string_view key) {
  const auto number = whole_number(object, key);
  return number ? std::optional(Millis{*number}) : std::nullopt;
}

std::string text_in(const json::Value& object, std::string_view key) {
  const auto* member = object.find(key);
  return member == nullptr ? std::string() : member->value.string;
}

/// How a process ended; nothing where the object does not say so.
std::optional<process::RunRecord> record_in(const json::Value& object) {
  using process::Ending;
  constexpr auto kEndings =
      std::to_array({Ending::exited, Ending::signalled, Ending::stopped, Ending::timed_out, Ending::output_limit,
                     Ending::memory_limit, Ending::shut_down, Ending::stubborn, Ending::interrupted});
  const auto word = text_in(object, "ending");
  const auto* const named =
      std::ranges::find_if(kEndings, [&](Ending candidate) { return word == name_of(candidate); });
  if (named == kEndings.end()) return std::nullopt;
  process::RunRecord record;
  record.ending = *named;
  record.code = static_cast<int>(whole_number(object, "code").value_or(0));
  record.signal = static_cast<int>(whole_number(object, "signal").value_or(0));
  return record;
}

store::Service service_in(const json::Value& object) {
  store::Service service;
  service.ready = time_in(object, "ready_ms");
  service.zero = time_in(object, "zero_ms");
  service.from = time_in(object, "from_ms");
  service.until = time_in(object, "until_ms");
  service.cut_why = text_in(object, "cut_why");
  service.void_why = text_in(object, "void_why");
  const auto* load = object.find("load");
  const auto record = load == nullptr ? std::nullopt : record_in(load->value);
  if (record) {
    auto& part = service.parts.emplace_back();
    part.name = store::kLoadPart;
    part.ending = record->ending;
    part.code = record->code;
    part.signal = record->signal;
  }
  return service;
}

}  // namespace

Result<Note> read_note(const std::string& text, const std::string& file) {
  const auto json = json::parse(text, file);
  if (!json.errors.empty()) return tl::unexpected(json.errors.front());
  if (!json.root) return fail("the note is empty", file);
  const auto record = record_in(*json.root);
  if (!record)
    return fail("the note does not say how the run ended", file, "record the control again: schedlitmus capture");
  Note note{campaign::end_of(*record), {}};
  note.end.gomaxprocs = static_cast<int>(whole_number(*json.root, "GOMAXPROCS").value_or(0));
  if (const auto* service = json.root->find("service")) {
    const auto& kept = note.service.emplace(service_in(service->value));
    campaign::add_service(kept, note.end);
  }
  return note;
}

}  // namespace schedlitmus::selftest
