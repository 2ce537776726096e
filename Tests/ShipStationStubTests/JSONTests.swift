import ShipStationStub
import Testing

@Suite
struct JSONTests {
  @Test(arguments: [
    #"{"a":1.00,"b":1202324501429,"a":-0.0e+5}"#, #"[]"#, #"{}"#, #"[null,true,false,"",[[]]]"#,
    #""é😀\"\\\n\r\t\u0000\u001f/""#, "9223372036854775808",
  ])
  func compactTextComesBackAsItWas(text: String) throws {
    #expect(String(decoding: try JSON(parsing: text).bytes, as: UTF8.self) == text)
  }

  @Test func escapesAreResolved() throws {
    let value = try JSON(parsing: #""\u00e9\ud83d\ude00\/\b\f\u0000""#)
    #expect(value.text == "é😀/\u{8}\u{c}\0")
    #expect(try JSON(parsing: #""\ud83dx""#).text == "\u{FFFD}x")
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "01", "1.", "-", "tru", "\"", #""\x""#,
    #""\u12""#, "1 2", "nullx", "{a:1}", "+1", ".5", String(repeating: "[", count: 300),
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test func membersAreReadSetAndRemoved() {
    var value: JSON = ["a": 1, "b": [true, nil]]
    value["a"] = "x"
    value["c"] = .number("1.00")
    value["b"]?[1] = 5
    #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"a":"x","b":[true,5],"c":1.00}"#)
    value["b"] = nil
    #expect(value == ["a": "x", "c": .number("1.00")])
    #expect(value["b"] == nil && value["a"]?["x"] == nil && value["c"]?.integer == nil)
  }
}
