#include "support/json_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace schedlitmus::json {
namespace {

using Library = nlohmann::json;

template <class Parts, class Write>
std::string listed(char open, const Parts& parts, char close, Write write) {
  std::string text(1, open);
  for (const auto& part : parts) {
    if (text.size() > 1) text += ", ";
    text += write(part);
  }
  return text + close;
}

}  // namespace

std::string string_text(std::string_view text) {
  return Library(text).dump(-1, ' ', false, Library::error_handler_t::replace);
}

std::string to_text(const Value& value) {
  switch (value.type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return value.boolean ? "true" : "false";
    case Type::number:
      return value.integer ? fmt::format("{}", *value.integer) : Library(value.number).dump();
    case Type::string:
      return string_text(value.string);
    case Type::array:
      return listed('[', value.items, ']', to_text);
    case Type::object:
      return listed('{', value.members, '}',
                    [](const Member& member) { return string_text(member.key) + ": " + to_text(member.value); });
  }
  return "null";
}

}  // namespace schedlitmus::json
