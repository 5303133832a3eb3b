#include "record/edit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "support/json_text.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::record {
namespace {

constexpr const char* kStep = "  ";
constexpr double kPercent = 100;

/// The blanks that the line of that byte begins with.
std::string indent_at(const std::string& source, std::size_t place) {
  const auto line = place == 0 ? 0 : source.rfind('\n', place - 1) + 1;
  const auto end = std::min(source.find_first_not_of(" \t", line), source.size());
  return source.substr(line, end - line);
}

bool begins_line(const std::string& source, std::size_t place) {
  const auto line = place == 0 ? 0 : source.rfind('\n', place - 1) + 1;
  return source.find_first_not_of(" \t", line) == place;
}

/// The text with the blanks of another place; its first line has none.
std::string indented(const std::string& text, const std::string& from, const std::string& to) {
  std::string moved;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    auto line = text.substr(at, end - at);
    if (at > 0) {
      if (line.starts_with(from)) line.erase(0, from.size());
      line.insert(0, to);
    }
    moved += line;
    at = end;
  }
  return moved;
}

const json::Member* find(const json::Value& check, const std::vector<std::string>& path) {
  const json::Value* object = &check;
  const json::Member* member = nullptr;
  for (const auto& key : path) {
    member = object->find(key);
    if (member == nullptr) return nullptr;
    object = &member->value;
  }
  return member;
}

/// The parameter in a value, "$limit"; nothing where there is none.
const std::string* parameter_in(const json::Value& value) {
  const bool names_one = value.type == json::Type::string && value.string.starts_with('$');
  if (names_one && !value.string.starts_with("$$")) return &value.string;
  for (const auto& item : value.items)
    if (const auto* found = parameter_in(item)) return found;
  return nullptr;
}

/// What stands in place of the old value, whatever its form; an error where that is not ours to change.
Result<std::string> in_place_of(const json::Member& member, const NewValue& value, const std::string& file) {
  const auto& old = member.value;
  const auto where = json::where(file, old.place);
  if (const auto* parameter = parameter_in(old)) {
    return fail(fmt::format("{} is the parameter {}", quote(member.key), quote(*parameter)), where,
                "a parameter may stand in several places: change it by hand");
  }
  if (old.type != json::Type::string) return value.text;
  if (value.text.starts_with('"') || value.text.starts_with('[')) return value.text;
  double number = 0;
  const auto read = std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
  if (old.string.ends_with('%') && read.ec == std::errc() && value.path.front() == "share") {
    return fmt::format("\"{}%\"", format_number(number * kPercent));
  }
  return fail(fmt::format("{} is {}, for which a number says less", quote(member.key), quote(old.string)), where,
              "change it by hand");
}

Edit note(const json::Value& check, const std::string& source, const std::string& accepted) {
  if (const auto* old = check.find("accepted")) return {old->value.begin, old->value.end, json::string_text(accepted)};
  const auto* id = check.find("id");
  const auto line = begins_line(source, id->key_begin) ? "\n" + indent_at(source, id->key_begin) : std::string(" ");
  return {id->value.end, id->value.end, fmt::format(",{}\"accepted\": {}", line, json::string_text(accepted))};
}

std::string rule_text(const std::string& indent, const NewRule& rule) {
  const auto inner = indent + kStep;
  const auto of_check = inner + kStep;
  std::vector<std::string> checks;
  for (const auto& check : rule.checks) checks.push_back(of_check + indented(check, "", of_check));
  return fmt::format("{0}{{\n{1}\"go\": {2},\n{1}\"why\": {3},\n{1}\"checks\": [\n{4}\n{1}]\n{0}}}", indent, inner,
                     json::string_text(rule.go), json::string_text(rule.why), fmt::join(checks, ",\n"));
}

std::string rules_text(const std::string& indent, const std::vector<NewRule>& rules) {
  std::vector<std::string> texts;
  for (const auto& rule : rules) texts.push_back(rule_text(indent, rule));
  return fmt::format("{}", fmt::join(texts, ",\n"));
}

}  // namespace

std::string apply(std::string text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    text.replace(edit->begin, edit->end - edit->begin, edit->text);
  }
  return text;
}

Result<std::vector<Edit>> edit_check(const json::Value& check, const std::string& source, const std::string& file,
                                     const std::vector<NewValue>& values, const std::string& accepted) {
  std::vector<Edit> edits{note(check, source, accepted)};
  for (const auto& value : values) {
    const auto* member = find(check, value.path);
    const auto* equals = check.find("equals");
    if (member == nullptr && equals != nullptr) {
      edits.push_back(
          {equals->value.end, equals->value.end, fmt::format(", \"{}\": {}", value.path.back(), value.text)});
      continue;
    }
    if (member == nullptr) {
      return fail(fmt::format("there is no {} to change", quote(value.path.back())), json::where(file, check.place));
    }
    auto text = in_place_of(*member, value, file);
    if (!text) return tl::unexpected(text.error());
    if (value.key.empty()) {
      edits.push_back({member->value.begin, member->value.end, *text});
    } else {
      edits.push_back({member->key_begin, member->value.end, fmt::format("\"{}\": {}", value.key, *text)});
    }
  }
  return edits;
}

std::string edited_copy(const json::Value& object, const std::string& source, std::vector<Edit> edits) {
  for (auto& edit : edits) {
    edit.begin -= object.begin;
    edit.end -= object.begin;
  }
  const auto text = apply(source.substr(object.begin, object.end - object.begin), std::move(edits));
  return indented(text, indent_at(source, object.begin), "");
}

Edit add_to_rule(const json::Value& rule, const std::string& source, const std::string& check) {
  const auto* checks = rule.find("checks");
  if (checks != nullptr && !checks->value.items.empty()) {
    const auto& last = checks->value.items.back();
    const auto indent = indent_at(source, last.begin);
    return {last.end, last.end, ",\n" + indent + indented(check, "", indent)};
  }
  const auto& last = rule.members.back();
  const auto indent = indent_at(source, last.key_begin);
  const auto inner = indent + kStep;
  return {last.value.end, last.value.end,
          fmt::format(",\n{0}\"checks\": [\n{1}{2}\n{0}]", indent, inner, indented(check, "", inner))};
}

Edit add_rules(const json::Value& root, const std::string& source, const std::vector<NewRule>& rules) {
  const auto* releases = root.find("releases");
  const auto outer = indent_at(source, releases != nullptr ? releases->key_begin : root.members.back().key_begin);
  if (releases == nullptr) {
    const auto end = root.members.back().value.end;
    return {end, end, fmt::format(",\n{0}\"releases\": [\n{1}\n{0}]", outer, rules_text(outer + kStep, rules))};
  }
  const auto& items = releases->value.items;
  if (items.empty()) {
    return {releases->value.begin, releases->value.end,
            fmt::format("[\n{1}\n{0}]", outer, rules_text(outer + kStep, rules))};
  }
  const auto indent = indent_at(source, items.back().begin);
  return {items.back().end, items.back().end, ",\n" + rules_text(indent, rules)};
}

}  // namespace schedlitmus::record
