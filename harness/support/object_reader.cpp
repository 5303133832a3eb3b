#include "support/object_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::json {

void Problems::add(Place place, std::string what, std::string hint) {
  if (settled_.contains(place)) return;
  if (const auto remark = remarks_.find(place); remark != remarks_.end())
    hint += (hint.empty() ? "" : "; ") + remark->second;
  const auto after = std::ranges::upper_bound(errors_, place, {}, &Placed::place);
  errors_.insert(after, {place, {std::move(what), where(file_of(place), place), std::move(hint)}});
}

int Problems::add_file(std::string file) {
  files_.push_back(std::move(file));
  return static_cast<int>(files_.size()) - 1;
}

void Problems::remark(Place place, std::string text) { remarks_[place] = std::move(text); }

std::vector<Error> Problems::take() {
  std::vector<Error> errors;
  errors.reserve(errors_.size());
  for (Placed& placed : errors_) errors.push_back(std::move(placed.error));
  return errors;
}

bool expect_type(const Value& value, Type type, const std::string& name, Problems& problems) {
  if (value.type == type) return true;
  problems.add(value.place, fmt::format("{} must be {}, not {}", name, name_of(type), name_of(value.type)));
  return false;
}

std::optional<std::string> read_text(const Value& value, const std::string& name, Problems& problems) {
  if (!expect_type(value, Type::string, name, problems)) return std::nullopt;
  if (value.string.find('\0') != std::string::npos) {
    problems.add(value.place, fmt::format("{} has a NUL character", name), "no program can be given one");
    return std::nullopt;
  }
  return value.string;
}

std::optional<std::string> read_filled_text(const Value& value, const std::string& name, Problems& problems) {
  auto text = read_text(value, name, problems);
  if (text && text->find_first_not_of(" \t\r\n") == std::string::npos) {
    problems.add(value.place, fmt::format("{} is empty", name));
    return std::nullopt;
  }
  return text;
}

std::optional<bool> read_bool(const Value& value, const std::string& name, Problems& problems) {
  if (!expect_type(value, Type::boolean, name, problems)) return std::nullopt;
  return value.boolean;
}

std::optional<double> read_number(const Value& value, const std::string& name, Problems& problems) {
  if (!expect_type(value, Type::number, name, problems)) return std::nullopt;
  return value.number;
}

std::optional<int> read_integer(const Value& value, const std::string& name, int least, int most, Problems& problems) {
  if (!expect_type(value, Type::number, name, problems)) return std::nullopt;
  if (value.integer && *value.integer >= least && *value.integer <= most) return static_cast<int>(*value.integer);
  problems.add(value.place, fmt::format("{} must be a whole number from {} to {}, not {}", name, least, most,
                                        format_number(value.number)));
  return std::nullopt;
}

std::optional<Millis> read_duration(const Value& value, const std::string& name, Problems& problems) {
  if (value.type == Type::number) {
    const std::string number = format_number(value.number);
    problems.add(value.place, fmt::format("{} has no unit", name),
                 fmt::format(R"(write "{0}ms" or "{0}s", in quotes)", number));
    return std::nullopt;
  }
  if (!expect_type(value, Type::string, name, problems)) return std::nullopt;
  const auto duration = parse_duration(value.string);
  if (duration) return *duration;
  problems.add(value.place, fmt::format("{}: {}", name, duration.error().what), duration.error().hint);
  return std::nullopt;
}

std::vector<std::string> read_texts(const Value& value, const std::string& name, Problems& problems) {
  std::vector<std::string> texts;
  if (!expect_type(value, Type::array, name, problems)) return texts;
  for (const Value& item : value.items)
    if (auto text = read_text(item, "an entry of " + name, problems)) texts.push_back(std::move(*text));
  return texts;
}

ObjectReader::ObjectReader(const Value& value, std::string what, Problems& problems)
    : value_(value), what_(std::move(what)), problems_(problems) {
  expect_type(value, Type::object, what_, problems);
}

const Member* ObjectReader::get(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.push_back(key);
  return value_.find(key);
}

const Member* ObjectReader::require(std::string_view key) {
  const Member* member = get(key);
  if (member == nullptr && is_object())
    problems_.add(value_.place, fmt::format("{} has no {}", what_, quote(key)), "it is required");
  return member;
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
  const Member* member = get(key);
  return member == nullptr ? std::nullopt : read_filled_text(member->value, quote(key), problems_);
}

std::optional<std::string> ObjectReader::required_text(std::string_view key) {
  const Member* member = require(key);
  return member == nullptr ? std::nullopt : read_filled_text(member->value, quote(key), problems_);
}

std::optional<bool> ObjectReader::boolean(std::string_view key) {
  const Member* member = get(key);
  return member == nullptr ? std::nullopt : read_bool(member->value, quote(key), problems_);
}

std::optional<double> ObjectReader::number(std::string_view key) {
  const Member* member = get(key);
  return member == nullptr ? std::nullopt : read_number(member->value, quote(key), problems_);
}

std::optional<Millis> ObjectReader::duration(std::string_view key) {
  const Member* member = get(key);
  return member == nullptr ? std::nullopt : read_duration(member->value, quote(key), problems_);
}

void ObjectReader::finish() {
  for (const Member& member : value_.members) {
    if (std::ranges::find(known_, member.key) != known_.end()) continue;
    problems_.add(member.key_place, fmt::format("unknown key {} in {}", quote(member.key), what_),
                  did_you_mean(member.key, known_));
  }
}

}  // namespace schedlitmus::json
