#include "support/json_text.hpp"

#include <gtest/gtest.h>

#include "support/object_reader.hpp"

namespace schedlitmus::json {
namespace {

Value value_of(const std::string& text) {
  const Document document = parse(text, "f");
  EXPECT_TRUE(document.root.has_value()) << text;
  return document.root.value_or(Value{});
}

TEST(JsonText, IsOneLineThatReadsBack) {
  const std::string text =
      R"({"a": [1, -2.5, 1e+20, true, null], "b": {"ü\n": "\"\\\u0001"}, "c": {}, "d": [], "e": 0.1})";
  EXPECT_EQ(to_text(value_of("\n" + text + " // end")), text);
  EXPECT_EQ(to_text(value_of("[18446744073709551615, 9007199254740993]")),
            "[1.8446744073709552e+19, 9007199254740993]");
  EXPECT_EQ(string_text("\xFF"), "\"\xEF\xBF\xBD\"");
}

TEST(JsonValue, KnowsItsBytesInTheText) {
  const std::string text = "\xEF\xBB\xBF/* ü */ {\"k\": [1, \"ü\"], \"o\": {} }\n";
  const Value root = value_of(text);
  const auto bytes = [&text](const Value& value) { return text.substr(value.begin, value.end - value.begin); };
  EXPECT_EQ(bytes(root), "{\"k\": [1, \"ü\"], \"o\": {} }");
  EXPECT_EQ(bytes(root.find("k")->value), "[1, \"ü\"]");
  EXPECT_EQ(bytes(root.find("k")->value.items[1]), "\"ü\"");
  EXPECT_EQ(bytes(root.find("o")->value), "{}");
}

TEST(Problems, OfOtherFilesComeFirstAndNameThem) {
  Problems problems("own.json");
  const int other = problems.add_file("other.json");
  problems.add({1, 1}, "a");
  problems.add({9, 2, other}, "b");
  const auto errors = problems.take();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].where, "other.json:9:2");
  EXPECT_EQ(errors[1].where, "own.json:1:1");
}

TEST(Problems, SayWhatIsRemarkedOfAPlaceAndNoMoreAfterTheLastWord) {
  Problems problems("f");
  problems.remark({1, 1}, "it is 3");
  problems.add({1, 1}, "a", "b");
  problems.add({1, 2}, "c");
  problems.settle({1, 2});
  problems.add({1, 2}, "d");
  const auto errors = problems.take();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].hint, "b; it is 3");
  EXPECT_EQ(errors[1].what, "c");
}

}  // namespace
}  // namespace schedlitmus::json
