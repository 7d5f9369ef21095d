import Testing
@Test func CoreTestsPlaceholder() {}
