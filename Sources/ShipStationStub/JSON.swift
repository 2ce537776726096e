/// A JSON value that keeps the text of its numbers and the order of its keys.
public enum JSON: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// The literals `true` and `false`.
  case bool(Bool)
  /// A number, as written: `1.00` stays `1.00`.
  case number(String)
  /// A string, with its escapes resolved.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, its members in the order of the document.
  case object([JSONMember])

  /// The member of an object with this name; nil when absent or no object.
  ///
  /// Setting nil removes the member, setting a new name appends it. On a value that is no object
  /// setting does nothing.
  public subscript(name: String) -> JSON? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let place = members.lastIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(JSONMember(name, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// The element of an array at this position; the value must be an array that has it.
  public subscript(index: Int) -> JSON {
    get { elements![index] }
    set {
      var all = elements!
      all[index] = newValue
      self = .array(all)
    }
  }

  /// The elements of an array, nil for anything else.
  public var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text of a string, nil for anything else.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number that is a 64-bit integer, nil for anything else.
  public var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// Whether the value is `null`.
  public var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .number(String(value)) }
}

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByNilLiteral {
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// An array of these elements.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object of these members, in this order.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}

extension JSON {
  /// A string, or `null` for nil.
  public init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// A whole number, or `null` for nil.
  public init(_ integer: Int64?) { self = integer.map { .number(String($0)) } ?? .null }
}
