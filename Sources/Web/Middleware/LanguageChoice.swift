import Core
package import Hummingbird

/// Sets the language of every answer, errors included, before anybody is known: the cookie's, else the browser's. A person's own language may follow.
package struct LanguageChoice: RouterMiddleware {
    package typealias Context = SiteContext
    private let cookies: SiteCookies

    package init(cookies: SiteCookies) { self.cookies = cookies }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        var context = context
        let said =
            cookies.value(.language, in: request).flatMap(Language.init(rawValue:))
            ?? Language(acceptLanguage: request.headers[.acceptLanguage])
        context.language = said ?? .fr
        context.isLanguageSaid = said != nil
        return try await next(request, context)
    }
}
