// JSON values that are made, not read: the parts of a block put together as the
// expectation that it stands for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/json.hpp"

namespace schedlitmus::lesson {

[[nodiscard]] json::Value text_value(std::string text, json::Place place);
[[nodiscard]] json::Value number_value(std::int64_t number, json::Place place);
[[nodiscard]] json::Value true_value(json::Place place);
[[nodiscard]] json::Value list_value(std::vector<json::Value> items, json::Place place);
[[nodiscard]] json::Value object_value(json::Place place);

/// In place of the member with that key, or as a further one.
void set(json::Value& object, const std::string& key, json::Value value);
void erase(json::Value& object, std::string_view key);
/// Every value and key below gets that place: it comes from another file.
void move_to(json::Value& value, json::Place place);

}  // namespace schedlitmus::lesson
