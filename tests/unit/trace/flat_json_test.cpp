#include "trace/flat_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "support/json.hpp"
#include "trace/export.hpp"

namespace schedlitmus::trace {
namespace {

std::string members_of(std::string_view line) {
  FlatJson json(line);
  std::string text;
  while (const auto member = json.next()) text += std::string(member->key) + "=" + std::string(member->value) + ";";
  return text + (json.whole() ? "whole" : "broken");
}

TEST(FlatJson, GivesTheMembersAsTheyAreWritten) {
  EXPECT_EQ(members_of(R"({"log":"a\n","n":12,"list":[1,{"x":"]}"}],"o":{"a":1},"t":true})"),
            R"(log="a\n";n=12;list=[1,{"x":"]}"}];o={"a":1};t=true;whole)");
  EXPECT_EQ(members_of(R"( { "a" : "b" , "c" : null } )"), R"(a="b";c=null;whole)");
  EXPECT_EQ(members_of("{}"), "whole");
}

TEST(FlatJson, WhatIsNoObjectIsBroken) {
  for (const auto* line : {"", "[1]", "text", "{", R"({"a")", R"({"a":)", R"({"a":1)", R"({"a":"b)", R"({"a":1} more)",
                           R"({"a":1 "b":2})", R"({"a":[1})", R"({a:1})"})
    EXPECT_TRUE(members_of(line).ends_with("broken")) << line;
}

TEST(FlatJson, ReadsStrings) {
  std::string out;
  ASSERT_TRUE(read_string(R"("a\"\\\/\b\f\n\r\t\u00e9\u20ac\ud83d\ude00\ud83d.")", out));
  EXPECT_EQ(out, "a\"\\/\b\f\n\r\t\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbd.");
  for (const auto* wrong : {"", "\"", "a", R"("\x")", R"("\u12")", R"("\")"})
    EXPECT_FALSE(read_string(wrong, out)) << wrong;
}

TEST(FlatJson, ReadsArraysOfBytes) {
  std::string out;
  ASSERT_TRUE(read_bytes("[83, 67,72,255]", out));
  EXPECT_EQ(out, "SCH\xff");
  ASSERT_TRUE(read_bytes("[]", out));
  EXPECT_EQ(out, "");
  for (const auto* wrong : {"", "[", "[1", "[1,]", "[256]", "[-1]", "[1]x", "\"a\""})
    EXPECT_FALSE(read_bytes(wrong, out)) << wrong;
}

RC_GTEST_PROP(FlatJsonProperty, ReadsAsTheStrictReaderDoes, (const std::string& key, const std::string& value)) {
  std::string line = "{";
  append_json_string(line, "a" + key);
  line += ":";
  append_json_string(line, value);
  line += "}";
  const auto strict = json::parse(line, "line");
  RC_ASSERT(strict.root.has_value());
  FlatJson json(line);
  const auto member = json.next();
  RC_ASSERT(member.has_value());
  std::string read;
  RC_ASSERT(read_string(member->value, read));
  RC_ASSERT(read == strict.root->members.front().value.string);
  RC_ASSERT(!json.next().has_value());
  RC_ASSERT(json.whole());
}

}  // namespace
}  // namespace schedlitmus::trace
