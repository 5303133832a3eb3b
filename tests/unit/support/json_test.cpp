#include "support/json.hpp"

#include <gmock/gmock.h>

namespace schedlitmus::json {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Value read(std::string_view text) {
  const Document document = parse(text, "f");
  EXPECT_THAT(document.errors, IsEmpty());
  return document.root.value_or(Value{});
}

TEST(Json, ReadsEveryType) {
  const Value root = read(R"([null, true, -3, 2.5, "a\u00e4\n", {}, []])");
  ASSERT_EQ(root.items.size(), 7U);
  EXPECT_EQ(root.items[0].type, Type::null);
  EXPECT_TRUE(root.items[1].boolean);
  EXPECT_EQ(root.items[2].integer, -3);
  EXPECT_EQ(root.items[2].number, -3.0);
  EXPECT_EQ(root.items[3].number, 2.5);
  EXPECT_EQ(root.items[3].integer, std::nullopt);
  EXPECT_EQ(root.items[4].string, "aä\n");
  EXPECT_EQ(root.items[5].type, Type::object);
  EXPECT_EQ(root.items[6].type, Type::array);
}

TEST(Json, AnIntegerTooLargeForOneIsStillANumber) {
  const Value root = read("[18446744073709551615, 9223372036854775807, 1e3]");
  EXPECT_EQ(root.items[0].integer, std::nullopt);
  EXPECT_EQ(root.items[0].number, 18446744073709551615.0);
  EXPECT_EQ(root.items[1].integer, 9223372036854775807);
  EXPECT_EQ(root.items[2].integer, std::nullopt);
}

TEST(Json, KnowsWhereKeysAndValuesStand) {
  const Value root = read(
      "{\n"
      "  // a comment, with \"quotes\" and [brackets]\n"
      "  \"a\": 1, /* between */ \"ä\\\"b\": [10,\n"
      "\t\"x\", true]\n"
      "}\n");
  EXPECT_EQ(root.place, (Place{1, 1}));
  ASSERT_EQ(root.members.size(), 2U);
  EXPECT_EQ(root.members[0].key_place, (Place{3, 3}));
  EXPECT_EQ(root.members[0].value.place, (Place{3, 8}));
  EXPECT_EQ(root.members[1].key, "ä\"b");
  EXPECT_EQ(root.members[1].key_place, (Place{3, 25}));
  EXPECT_EQ(root.members[1].value.place, (Place{3, 33}));
  EXPECT_EQ(root.members[1].value.items[0].place, (Place{3, 34}));
  EXPECT_EQ(root.members[1].value.items[1].place, (Place{4, 2}));
  EXPECT_EQ(root.members[1].value.items[2].place, (Place{4, 7}));
}

TEST(Json, CountsCharactersNotBytes) {
  const Value root = read("[\"調度 ±1\", 7]");
  EXPECT_EQ(root.items[1].place, (Place{1, 11}));
}

TEST(Json, DoesNotCountAByteOrderMark) { EXPECT_EQ(read("\xEF\xBB\xBF[1]").items[0].place, (Place{1, 2})); }

TEST(Json, ReadsAFileOfAnotherSystem) { EXPECT_EQ(read("[\r\n1]\r\n").items[0].place, (Place{2, 1})); }

TEST(Json, FindsMembers) {
  const Value root = read(R"({"a": 1, "b": 2})");
  ASSERT_NE(root.find("b"), nullptr);
  EXPECT_EQ(root.find("b")->value.integer, 2);
  EXPECT_EQ(root.find("c"), nullptr);
}

TEST(Json, ReportsEveryDuplicateKeyWithBothPlaces) {
  const Document document = parse("{\"a\": 1,\n \"a\": 2, \"b\": {\"c\": 1, \"c\": 1}}", "f");
  EXPECT_THAT(document.errors, ElementsAre(Error{"duplicate key \"a\"", "f:2:2", "it stands at 1:2 already"},
                                           Error{"duplicate key \"c\"", "f:2:24", "it stands at 2:16 already"}));
  EXPECT_TRUE(document.root.has_value());
}

TEST(Json, LimitsTheDepth) {
  EXPECT_THAT(parse(std::string(64, '[') + std::string(64, ']'), "f").errors, IsEmpty());
  const Document deep = parse(std::string(100'000, '['), "f");
  ASSERT_EQ(deep.errors.size(), 1U);
  EXPECT_EQ(deep.errors[0], (Error{"more than 64 levels of lists and objects", "f:1:65", ""}));
  EXPECT_THAT(parse("[[1]]", "f", 1).errors, testing::SizeIs(1));
}

struct BadText {
  std::string_view text;
  const char* place;
  const char* what;
  const char* hint = "";
};

class JsonRejects : public testing::TestWithParam<BadText> {};

TEST_P(JsonRejects, WithCauseAndPlace) {
  const Document document = parse(GetParam().text, "f");
  ASSERT_EQ(document.errors.size(), 1U) << GetParam().text;
  EXPECT_FALSE(document.root.has_value());
  EXPECT_EQ(document.errors[0].where, std::string("f:") + GetParam().place);
  EXPECT_THAT(document.errors[0].what, HasSubstr(GetParam().what));
  EXPECT_THAT(document.errors[0].hint, HasSubstr(GetParam().hint));
}

using std::string_view_literals::operator""sv;

INSTANTIATE_TEST_SUITE_P(
    Structure, JsonRejects,
    testing::Values(
        BadText{"", "1:1", "the text is empty"}, BadText{" \n// only this\n", "3:1", "the text is empty"},
        BadText{"{\"a\": [1, 2", "1:12", "ends inside a list", "begins at 1:7 and needs a ']'"},
        BadText{"{\"a\": 1", "1:8", "ends inside an object", "begins at 1:1 and needs a '}'"},
        BadText{"{\"a\"", "1:5", "ends inside an object"}, BadText{"{\"a\":", "1:6", "ends inside an object"},
        BadText{"{", "1:2", "ends inside an object"}, BadText{"[1,", "1:4", "ends inside a list"},
        BadText{"[1, 2, ]", "1:6", "a trailing comma", "remove it"},
        BadText{"{\"a\": 1, // why\n}", "1:8", "a trailing comma"},
        BadText{"[1,, 2]", "1:4", "\",\" where a value is expected"},
        BadText{"[,1]", "1:2", "\",\" where a value is expected"},
        BadText{"[1 2]", "1:4", "\"2\" where ',' or ']' is expected"},
        BadText{"{\"a\": 1\n \"b\": 2}", "2:2", "where ',' or '}' is expected", "a comma is missing"},
        BadText{"{\"a\" 1}", "1:6", "\"1\" where ':' is expected"},
        BadText{"{\"a\":: 1}", "1:6", "\":\" where a value is expected"},
        BadText{"{\"a\": }", "1:7", "\"}\" where a value is expected"},
        BadText{"{a: 1}", "1:2", "\"a\" where a key is expected", "double quotes"},
        BadText{"{1: 1}", "1:2", "\"1\" where a key is expected"},
        BadText{"[1}", "1:3", "'}' where ']' is expected", "the list begins at 1:1"},
        BadText{"{]", "1:2", "']' where '}' is expected", "the object begins at 1:1"},
        BadText{"[}", "1:2", "'}' where ']' is expected"}, BadText{"{} {}", "1:4", "\"{\" after the end of the value"},
        BadText{"{}]", "1:3", "\"]\" after the end of the value"},
        BadText{"[1, /* open\n\n", "1:5", "the comment is not closed"},
        BadText{"[1 /* open", "1:4", "the comment is not closed"},
        BadText{"{\"a\": /* open", "1:7", "the comment is not closed"}, BadText{"[/ 1]", "1:2", "a lone '/'"}));

INSTANTIATE_TEST_SUITE_P(
    Tokens, JsonRejects,
    testing::Values(
        BadText{"[True]", "1:2", "\"True\" is not a value", "small letters"},
        BadText{"[NaN]", "1:2", "\"NaN\" is not a value"}, BadText{"[nul]", "1:2", "\"nul\" is not a value"},
        BadText{"[typical]", "1:2", "\"typical\" is not a value", "double quotes"},
        BadText{"['a']", "1:2", "single quotes", "double quotes"},
        BadText{"[+1]", "1:2", "\"+1\" is not a number", "'+'"},
        BadText{"[.5]", "1:2", "\".5\" is not a number", "0 before"}, BadText{"[1.]", "1:2", "\"1.\" is not a number"},
        BadText{"[-]", "1:2", "\"-\" is not a number"}, BadText{"[0x10]", "1:2", "\"0x10\" is not a number", "decimal"},
        BadText{"{\"a\": 01}", "1:7", "\"01\" is not a number", "leading 0"},
        BadText{"[1-2]", "1:2", "\"1-2\" is not a number"},
        BadText{"[2s]", "1:2", "\"2s\" is not a number", "double quotes"},
        BadText{"[truefalse]", "1:2", "\"truefalse\" is not a value"},
        BadText{"150ms", "1:1", "\"150ms\" is not a number"},
        BadText{"[1e999]", "1:2", "the number \"1e999\" is out of range"},
        BadText{"{\"a\": -1e999}", "1:7", "the number \"-1e999\" is out of range"},
        BadText{"[\"abc]", "1:2", "the string is not closed"}, BadText{"[\"abc\n\"]", "1:2", "not closed on its line"},
        BadText{"{\"abc\n\": 1}", "1:2", "not closed on its line"},
        BadText{"[\"a\tb\"]", "1:4", "control character 0x09", "\\u0009"},
        BadText{"[\"ä\\x\"]", "1:4", "the escape \"\\x\" is not"}, BadText{"[\"\\ud800x\"]", "1:3", "the escape"},
        BadText{"[\"\\udc00\"]", "1:3", "the escape"}, BadText{"[\"\\u12g4\"]", "1:3", "the escape"},
        BadText{"[\"\\", "1:3", "the escape"}, BadText{"[\"\xff\"]", "1:3", "0xFF is not valid UTF-8"},
        BadText{"// \xc3(\n[]", "1:4", "0xC3 is not valid UTF-8"},
        BadText{"[]\xed\xa0\x80", "1:3", "0xED is not valid UTF-8"}, BadText{"[1]\0[2]"sv, "1:4", "a NUL byte"},
        BadText{"\xff\xfe[\0]\0"sv, "1:1", "UTF-16", "UTF-8"},
        BadText{"[\x01]", "1:2", "\"\\u0001\" where a value is expected"},
        BadText{"[\u00a01]", "1:2", "where a value is expected"}));

TEST(Json, NamesTypesWithTheirArticle) {
  EXPECT_EQ(name_of(Type::string), "a string");
  EXPECT_EQ(name_of(Type::object), "an object");
}

// Any prefix of a text, and any text with one byte changed, is read or refused, with a place inside it.
TEST(Json, SurvivesEveryCutAndEveryChangedByte) {
  const std::string text = "{\"a\\u00e4\": [1, -2.5e3, \"\\ud83d\\ude00 ±\"], /* c */ \"b\": {\"c\": null} // d\n}";
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    EXPECT_FALSE(parse(text.substr(0, cut), "f").errors.empty()) << cut;
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[cut] = static_cast<char>(byte);
      const Document document = parse(changed, "f");
      EXPECT_TRUE(document.root.has_value() || !document.errors.empty());
    }
  }
}

}  // namespace
}  // namespace schedlitmus::json
