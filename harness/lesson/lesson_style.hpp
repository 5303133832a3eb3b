// What a lesson's page looks like besides the reports' style: page/lesson.css.
#pragma once

namespace schedlitmus::lesson {

extern const char* const kLessonStyle;
/// Its SHA-256 as a Content-Security-Policy has it, in base64.
extern const char* const kLessonStyleHash;

}  // namespace schedlitmus::lesson
