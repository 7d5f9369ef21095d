import Core
import HTML
import Hummingbird
import Store
import Web

/// The answer to the POST that made a secret of a user, and the only page that ever shows it.
func secretPage(
    _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ title: Phrase, box: HTML, copied: Phrase
) -> Response {
    let language = context.language
    let crumbs = [
        PageHead.Crumb(UserFrame.users(language), "/admin/users"),
        PageHead.Crumb(profile.person.name, profile.path), PageHead.Crumb(title(language)),
    ]
    let content: HTML = """
        \(PageHead(title(language), crumbs: crumbs).html(language))<div class="panel measure"><div class="body">\(box)\
        <div class="form-acts"><a class="btn main" href="\(profile.path)">\(copied(language))</a></div></div></div>
        """
    return officePage(app, context, title(language), current: "users", content)
}
