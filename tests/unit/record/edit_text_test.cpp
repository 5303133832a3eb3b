#include "record/edit_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::record {
namespace {

using testing::HasSubstr;

constexpr const char* kFile = R"({
  // a comment that stays
  "checks": [
    {
      "id": "split",  // and this
      "at": "300ms", "field": "local_queues",
      "equals": [4, 4]
    },
    {"id": "few", "always": true, "field": "threads", "max": "2*gomaxprocs", "share": {"min": "50%"}},
    {"id": "limit", "always": true, "field": "threads", "max": "$limit"}
  ],
  "releases": [
    {
      "go": "1.13",
      "why": "queues",
      "checks": [
        {"id": "few", "always": true, "field": "threads", "max": 9}
      ]
    }
  ]
}
)";

class EditText : public testing::Test {
 protected:
  [[nodiscard]] const json::Value& root() const { return *document_.root; }
  [[nodiscard]] const json::Value& check(std::size_t index) const {
    return root().find("checks")->value.items.at(index);
  }
  [[nodiscard]] Result<std::vector<Edit>> edit(std::size_t index, const std::vector<NewValue>& values) const {
    return edit_check(check(index), source_, "f.json", values, "why so");
  }

  std::string source_ = kFile;
  json::Document document_ = json::parse(source_, "f.json");
};

TEST_F(EditText, OnlyTheValuesChangeAndTheNoteIsAdded) {
  const auto edits = edit(0, {{{"equals"}, "[8, 8]"}, {{"tolerance"}, "1"}});
  ASSERT_TRUE(edits);
  auto expected = source_;
  expected.replace(expected.find("[4, 4]"), 6, "[8, 8], \"tolerance\": 1");
  expected.replace(expected.find("\"split\","), 8, "\"split\",\n      \"accepted\": \"why so\",");
  EXPECT_EQ(apply(source_, *edits), expected);
}

TEST_F(EditText, AKeyCanBecomeAnother) {
  const auto edits = edit(0, {{{"equals"}, "[[4, 4], [8, 8]]", "one_of"}});
  ASSERT_TRUE(edits);
  EXPECT_THAT(apply(source_, *edits), HasSubstr("\"one_of\": [[4, 4], [8, 8]]\n    },"));
}

TEST_F(EditText, APercentStaysOne) {
  const auto edits = edit(1, {{{"share", "min"}, "0.35"}});
  ASSERT_TRUE(edits);
  EXPECT_THAT(apply(source_, *edits), HasSubstr(R"({"id": "few", "accepted": "why so", "always")"));
  EXPECT_THAT(apply(source_, *edits), HasSubstr(R"("share": {"min": "35%"}})"));
}

TEST_F(EditText, WhatGrowsWithGomaxprocsAndParametersAreNotTouched) {
  const auto grows = edit(1, {{{"max"}, "5"}});
  ASSERT_FALSE(grows);
  EXPECT_THAT(grows.error().what, HasSubstr("2*gomaxprocs"));
  EXPECT_EQ(grows.error().where, "f.json:9:62");
  const auto parameter = edit(2, {{{"max"}, "5"}});
  ASSERT_FALSE(parameter);
  EXPECT_THAT(parameter.error().what, HasSubstr("parameter \"$limit\""));
}

TEST_F(EditText, ARuleGetsAFormOfItsOwn) {
  const auto edits = edit(0, {{{"equals"}, "[8, 8]"}});
  ASSERT_TRUE(edits);
  const auto copy = edited_copy(check(0), source_, *edits);
  const auto text = apply(source_, {add_to_rule(root().find("releases")->value.items.front(), source_, copy)});
  EXPECT_THAT(text, HasSubstr(R"("max": 9},
        {
          "id": "split",
          "accepted": "why so",  // and this
          "at": "300ms", "field": "local_queues",
          "equals": [8, 8]
        }
      ])"));
}

TEST_F(EditText, ANewRuleStandsBehindTheOthers) {
  const auto text = apply(source_, {add_rules(root(), source_, {{">=1.27", "it is \"so\"", {R"({"id": "few"})"}}})});
  EXPECT_THAT(text, HasSubstr(R"(    },
    {
      "go": ">=1.27",
      "why": "it is \"so\"",
      "checks": [
        {"id": "few"}
      ]
    }
  ]
}
)"));
}

TEST(EditTextOfAFile, WithoutRulesGetsThem) {
  const std::string source = "{\n  \"checks\": [],\n  \"hold\": {}  // rates\n}\n";
  const auto document = json::parse(source, "f.json");
  ASSERT_TRUE(document.root);
  EXPECT_EQ(apply(source, {add_rules(*document.root, source, {{"1.27", "so", {"{}"}}})}),
            "{\n  \"checks\": [],\n  \"hold\": {},\n  \"releases\": [\n    {\n      \"go\": \"1.27\",\n      \"why\": "
            "\"so\",\n      \"checks\": [\n        {}\n      ]\n    }\n  ]  // rates\n}\n");
}

}  // namespace
}  // namespace schedlitmus::record
