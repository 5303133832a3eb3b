#include "lesson/json_value.hpp"

#include <algorithm>
#include <utility>

namespace schedlitmus::lesson {

namespace {

json::Value value_of(json::Type type, json::Place place) {
  json::Value value;
  value.type = type;
  value.place = place;
  return value;
}

}  // namespace

json::Value text_value(std::string text, json::Place place) {
  auto value = value_of(json::Type::string, place);
  value.string = std::move(text);
  return value;
}

json::Value number_value(std::int64_t number, json::Place place) {
  auto value = value_of(json::Type::number, place);
  value.number = static_cast<double>(number);
  value.integer = number;
  return value;
}

json::Value true_value(json::Place place) {
  auto value = value_of(json::Type::boolean, place);
  value.boolean = true;
  return value;
}

json::Value list_value(std::vector<json::Value> items, json::Place place) {
  auto value = value_of(json::Type::array, place);
  value.items = std::move(items);
  return value;
}

json::Value object_value(json::Place place) { return value_of(json::Type::object, place); }

void set(json::Value& object, const std::string& key, json::Value value) {
  const auto found = std::ranges::find(object.members, key, &json::Member::key);
  if (found != object.members.end()) {
    found->value = std::move(value);
    return;
  }
  json::Member member;
  member.key = key;
  member.key_place = value.place;
  member.value = std::move(value);
  object.members.push_back(std::move(member));
}

void erase(json::Value& object, std::string_view key) {
  std::erase_if(object.members, [&](const json::Member& member) { return member.key == key; });
}

void move_to(json::Value& value, json::Place place) {
  value.place = place;
  for (auto& item : value.items) move_to(item, place);
  for (auto& member : value.members) {
    member.key_place = place;
    move_to(member.value, place);
  }
}

}  // namespace schedlitmus::lesson
