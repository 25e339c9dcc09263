<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>Bar</name>
    <message>
        <source>Hold: the bare face</source>
        <translation>按住：看素颜</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>妆前</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>妆前妆后对比</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Finish, and forget me</source>
        <translation>结束，并忘记我</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Take a snapshot</source>
        <translation>拍照</translation>
    </message>
</context>
<context>
    <name>Calm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Best without makeup, facing a window.</source>
        <translation>素颜、面向窗户时最准。</translation>
    </message>
    <message>
        <source>Measure the paper now</source>
        <translation>立即测量白纸</translation>
    </message>
    <message>
        <source>Measure the card now</source>
        <translation>立即测量灰卡</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Read my skin</source>
        <translation>读取我的皮肤</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>别动</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>You can move again.</source>
        <translation>可以动了。</translation>
    </message>
    <message>
        <source>That could not be read</source>
        <translation>没能读取</translation>
    </message>
    <message>
        <source>Know your skin</source>
        <translation>了解你的皮肤</translation>
    </message>
    <message>
        <source>Five pictures in about two seconds tell your tone and undertone, and what suits you. They stay in this computer&apos;s memory.</source>
        <translation>约两秒拍五张，就能知道你的肤色、肤调和适合你的妆容。照片只留在这台电脑的内存里。</translation>
    </message>
    <message>
        <source>Hold up a sheet of white paper</source>
        <translation>请举起一张白纸</translation>
    </message>
    <message>
        <source>Hold up a grey card of 18 %</source>
        <translation>请举起一张灰卡</translation>
    </message>
    <message>
        <source>There it is. Hold it still…</source>
        <translation>看到了，请保持不动…</translation>
    </message>
    <message>
        <source>Flat under your chin, in the same light, larger than your hand. It is measured as soon as you hold it still. What it tells of this camera and light is kept; the picture is not.</source>
        <translation>平举在下巴下方，与脸处于同样的光线，大小要超过手掌。保持不动即自动测量。只保存测得的摄像头与光线数值，不保存画面。</translation>
    </message>
    <message>
        <source>Keep holding it up: without it the camera would expose anew.</source>
        <translation>请继续举着：拿开后摄像头会重新调整曝光。</translation>
    </message>
    <message>
        <source>Look straight into the camera</source>
        <translation>正视摄像头</translation>
    </message>
    <message>
        <source>What the paper tells cannot be kept: its folder may not be written.</source>
        <translation>无法保存白纸校准结果：所在文件夹不可写入。</translation>
    </message>
    <message>
        <source>A part that reading needs is missing. Install BeautyMirror again.</source>
        <translation>缺少解读肤质所需的部件，请重新安装 BeautyMirror。</translation>
    </message>
</context>
<context>
    <name>CardChoice</name>
    <message>
        <source>White paper</source>
        <translation>白纸</translation>
    </message>
    <message>
        <source>Grey card</source>
        <translation>灰卡</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>妆容</translation>
    </message>
    <message>
        <source>Search looks</source>
        <translation>搜索妆容</translation>
    </message>
    <message>
        <source>No look matches. Try other words.</source>
        <translation>没有符合的妆容，换个词试试。</translation>
    </message>
    <message>
        <source>Show the looks on my face</source>
        <translation>在我的脸上预览妆容</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Open photo or video</source>
        <translation>打开照片或视频</translation>
    </message>
    <message>
        <source>Open a folder of photos</source>
        <translation>打开照片文件夹</translation>
    </message>
</context>
<context>
    <name>Consultant</name>
    <message>
        <source>Hold still</source>
        <translation>别动</translation>
    </message>
    <message>
        <source>Save the reading</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>What you like cannot be kept: the database cannot be opened.</source>
        <translation>无法记住你的喜好：数据库打不开。</translation>
    </message>
    <message>
        <source>The database of shades and likes was damaged: it is kept as {name}, and a new one was begun.</source>
        <translation>保存色号和喜好的数据库已损坏：旧文件保留为 {name}，并新建了一个。</translation>
    </message>
</context>
<context>
    <name>Defects</name>
    <message>
        <source>Something went wrong inside BeautyMirror.</source>
        <translation>BeautyMirror 内部出了问题。</translation>
    </message>
    <message>
        <source>The mirror goes on as well as it can. What happened is written in:
{file}</source>
        <translation>镜子会尽量继续工作。详细情况记录在：
{file}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>FeaturesSection</name>
    <message>
        <source>Colours and shape</source>
        <translation>色彩与脸型</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>眉毛</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>头发</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>嘴唇</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未见</translation>
    </message>
    <message>
        <source>Face shape</source>
        <translation>脸型</translation>
    </message>
    <message>
        <source>Contrast of hair, eyes and skin</source>
        <translation>发色、眼睛与肤色的对比</translation>
    </message>
    <message>
        <source>probably {shape}, perhaps {other}</source>
        <translation>多半是{shape}，也可能是{other}</translation>
    </message>
    <message>
        <source>between {shape} and {other}</source>
        <translation>介于{shape}与{other}之间</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the reading as a file</source>
        <translation>把结果保存为文件</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>A reading of pictures: what the camera and the light show. Nothing of it is stored unless you save it.</source>
        <translation>这是对画面的读取：是摄像头和光线所呈现的样子。除非你保存，否则不会留下任何记录。</translation>
    </message>
    <message>
        <source>Light and picture</source>
        <translation>光线与画面</translation>
    </message>
    <message>
        <source>Calibrate this camera with white paper</source>
        <translation>用白纸校准这台摄像头</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>No face in the picture. Come closer and look at the camera.</source>
        <translation>画面里没有人脸。请靠近一些，看向摄像头。</translation>
    </message>
    <message>
        <source>It is dark. Turn on a light in front of you.</source>
        <translation>光线太暗，请在面前开一盏灯。</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>妆前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>妆后</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>正在启动摄像头…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Are you still there? In {seconds} s this mirror forgets you. Touch it to stay.</source>
        <translation>你还在吗？{seconds} 秒后，镜子会忘记你。轻触即可继续。</translation>
    </message>
</context>
<context>
    <name>Makeover</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Take makeup from a photo</source>
        <translation>从照片取妆</translation>
    </message>
    <message>
        <source>Save as a look</source>
        <translation>存为妆容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>I like {name}</source>
        <translation>喜欢{name}</translation>
    </message>
    <message>
        <source>Not for me: {name}</source>
        <translation>不适合我：{name}</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>卸下</translation>
    </message>
    <message>
        <source>Try on</source>
        <translation>试妆</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Back to the looks</source>
        <translation>返回妆容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Skin</source>
        <translation>皮肤</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>眉毛</translation>
    </message>
    <message>
        <source>Cheeks</source>
        <translation>脸颊</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>嘴唇</translation>
    </message>
    <message>
        <source>The face is small, so edges are soft.</source>
        <translation>脸较小，边缘会偏柔。</translation>
    </message>
    <message>
        <source>The face is turned: its hidden side was filled in.</source>
        <translation>脸侧向一边：看不到的一侧已补上。</translation>
    </message>
    <message>
        <source>Something lies before the face: what it hides was filled in.</source>
        <translation>脸前有遮挡：被遮住的部分已补上。</translation>
    </message>
    <message>
        <source>The photo is dark: faint colours may be lost.</source>
        <translation>照片较暗：淡色可能丢失。</translation>
    </message>
    <message>
        <source>Parts of the face are overexposed: no colour there.</source>
        <translation>脸的一部分过曝：那里没有颜色。</translation>
    </message>
    <message>
        <source>The light is coloured; it was divided out.</source>
        <translation>光线有颜色，已去除。</translation>
    </message>
    <message>
        <source>The photo has hardly any colour, so its makeup is grey.</source>
        <translation>照片几乎没有颜色，妆容也会是灰色。</translation>
    </message>
    <message>
        <source>Hardly any makeup was found in this photo.</source>
        <translation>这张照片里几乎没有妆。</translation>
    </message>
    <message>
        <source>No face was found. Choose a photo that shows one.</source>
        <translation>没有找到脸，请选一张有脸的照片。</translation>
    </message>
    <message>
        <source>That face is not in the photo.</source>
        <translation>照片里没有这张脸。</translation>
    </message>
    <message>
        <source>The face is too small. Choose a larger picture of it.</source>
        <translation>脸太小，请选大一点的照片。</translation>
    </message>
    <message>
        <source>Too little of the face can be seen. Choose another photo.</source>
        <translation>露出的脸太少，请换一张照片。</translation>
    </message>
    <message>
        <source>The photo is too dark to tell colours.</source>
        <translation>照片太暗，看不出颜色。</translation>
    </message>
    <message>
        <source>There are several faces. Choose one.</source>
        <translation>有多张脸，请选一张。</translation>
    </message>
    <message>
        <source>The file holds {count} pictures; the first was used.</source>
        <translation>文件里有 {count} 张图片，取了第一张。</translation>
    </message>
    <message>
        <source>This file is not a photo that can be read.</source>
        <translation>这个文件不是可读取的照片。</translation>
    </message>
    <message>
        <source>Makeup cannot be taken from photos: the network for it is not installed.</source>
        <translation>无法从照片取妆：未安装所需的网络模型。</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Face {number}</source>
        <translation>第 {number} 张脸</translation>
    </message>
    <message>
        <source>Whose makeup is meant?</source>
        <translation>要谁的妆？</translation>
    </message>
    <message>
        <source>Makeup from a photo</source>
        <translation>照片妆容</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Wear the makeup of a photo</source>
        <translation>把照片里的妆画上脸</translation>
    </message>
    <message>
        <source>Drop a photo here, open or paste one, or hold it up to the camera.</source>
        <translation>把照片拖到这里，打开或粘贴一张，或者举到摄像头前。</translation>
    </message>
    <message>
        <source>Hold it up to the camera, large and straight.</source>
        <translation>把照片正对着摄像头举起，尽量靠近。</translation>
    </message>
    <message>
        <source>Reading the photo</source>
        <translation>正在读取照片</translation>
    </message>
    <message>
        <source>Open a photo…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Take makeup from a photo</source>
        <translation>从照片取妆</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a photo</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Use this frame</source>
        <translation>用当前画面</translation>
    </message>
    <message>
        <source>Take makeup from this frame</source>
        <translation>从当前画面取妆</translation>
    </message>
    <message>
        <source>Save as a look…</source>
        <translation>存为妆容…</translation>
    </message>
    <message>
        <source>Save as a look</source>
        <translation>存为妆容</translation>
    </message>
    <message>
        <source>Save to edit…</source>
        <translation>存为可编辑妆容…</translation>
    </message>
    <message>
        <source>Save as a look to edit</source>
        <translation>存为可编辑的妆容</translation>
    </message>
    <message>
        <source>Remove this photo</source>
        <translation>移除这张照片</translation>
    </message>
    <message>
        <source>Lipstick, blush, eyeshadow, liner and brows, each with its own colours.</source>
        <translation>口红、腮红、眼影、眼线和眉毛，各有自己的颜色。</translation>
    </message>
    <message>
        <source>No single kind of makeup could be told apart in this photo.</source>
        <translation>这张照片里分辨不出单独的彩妆。</translation>
    </message>
    <message>
        <source>Everything from {photo}</source>
        <translation>全部取自{photo}</translation>
    </message>
    <message>
        <source>Your skin stays yours unless you turn its slider up.</source>
        <translation>除非调高“皮肤”，否则你的皮肤保持不变。</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Folder for snapshots</source>
        <translation>照片保存位置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜子</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Faces at once</source>
        <translation>同时上妆的人数</translation>
    </message>
    <message>
        <source>Show cameras like a mirror</source>
        <translation>像镜子一样左右翻转</translation>
    </message>
    <message>
        <source>Fill the window</source>
        <translation>填满窗口</translation>
    </message>
    <message>
        <source>Save the bare face beside it</source>
        <translation>同时保存素颜对比</translation>
    </message>
    <message>
        <source>Save as the mirror shows it</source>
        <translation>按镜中的左右方向保存</translation>
    </message>
    <message>
        <source>Show rates and what runs where</source>
        <translation>显示帧率和运行信息</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder for snapshots</source>
        <translation>选择照片保存文件夹</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Wear any look, live</source>
        <translation>实时试妆，随心换</translation>
    </message>
    <message>
        <source>BeautyMirror uses your camera. What it sees stays in this computer&apos;s memory: nothing is stored unless you take a snapshot, and nothing is sent anywhere.</source>
        <translation>BeautyMirror 需要使用你的摄像头。画面只留在这台电脑的内存里：除非你拍照，否则不会保存；也不会发送到任何地方。</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>使用摄像头</translation>
    </message>
    <message>
        <source>Watch the demo</source>
        <translation>观看演示</translation>
    </message>
    <message>
        <source>Open a photo or video</source>
        <translation>打开照片或视频</translation>
    </message>
    <message>
        <source>The camera has gone</source>
        <translation>摄像头断开了</translation>
    </message>
    <message>
        <source>Check its cable. The mirror returns by itself when the camera does.</source>
        <translation>请检查连接线。摄像头恢复后，镜子会自动回来。</translation>
    </message>
    <message>
        <source>The camera gives no picture</source>
        <translation>摄像头没有画面</translation>
    </message>
    <message>
        <source>Another program may be using it. Close that program, or unplug the camera and plug it in again; the mirror starts by itself.</source>
        <translation>可能有其他程序正在使用它。请关闭那个程序，或重新插拔摄像头，镜子会自动启动。</translation>
    </message>
    <message>
        <source>The camera may not be used</source>
        <translation>没有使用摄像头的权限</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>没有找到摄像头</translation>
    </message>
    <message>
        <source>Plug one in and the mirror starts by itself, or try it without one.</source>
        <translation>接上摄像头后镜子会自动启动，也可以先不用摄像头体验。</translation>
    </message>
    <message>
        <source>The mirror cannot start</source>
        <translation>镜子无法启动</translation>
    </message>
    <message>
        <source>Something that this source needs is missing.</source>
        <translation>缺少打开它所需的东西。</translation>
    </message>
    <message>
        <source>This cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>Allow this program to use the camera in the settings of the system. On Linux, join the group “video” and log in again.</source>
        <translation>请在系统设置中允许本程序使用摄像头。在 Linux 上，请加入“video”用户组后重新登录。</translation>
    </message>
    <message>
        <source>Try any look on, live</source>
        <translation>实时试妆，随心换</translation>
    </message>
    <message>
        <source>The camera is off. Touch to switch it on: what it sees stays in this mirror&apos;s memory and is forgotten when you leave. Nothing is sent anywhere.</source>
        <translation>摄像头已关闭，轻触即可开启。它看到的只留在这面镜子的内存里，你离开后就会被忘记，不会发送到任何地方。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Open another</source>
        <translation>打开其他文件</translation>
    </message>
    <message>
        <source>“{name}” is no longer there.</source>
        <translation>“{name}”已经不在了。</translation>
    </message>
    <message>
        <source>There is nothing in “{name}”.</source>
        <translation>“{name}”里没有内容。</translation>
    </message>
    <message>
        <source>“{name}” is too large.</source>
        <translation>“{name}”太大了。</translation>
    </message>
    <message>
        <source>You may not read “{name}”.</source>
        <translation>没有读取“{name}”的权限。</translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete.</source>
        <translation>“{name}”已损坏或不完整。</translation>
    </message>
    <message>
        <source>“{name}” is not a photo, a video or a folder of photos.</source>
        <translation>“{name}”不是照片、视频或照片文件夹。</translation>
    </message>
    <message>
        <source>The download did not work</source>
        <translation>下载没有成功</translation>
    </message>
    <message>
        <source>Connect to the internet and try again; it is needed only once.</source>
        <translation>请连接网络后重试，只需下载这一次。</translation>
    </message>
    <message>
        <source>There is no room for the file, or its folder may not be written.</source>
        <translation>空间不足，或文件夹无法写入。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Without makeup</source>
        <translation>先不上妆</translation>
    </message>
    <message>
        <source>One file is still needed</source>
        <translation>还需要一个文件</translation>
    </message>
    <message>
        <source>To find your face, BeautyMirror needs its tracking model ({size} MB). It is fetched once, checked and kept; after that everything works offline.</source>
        <translation>为了找到你的脸，BeautyMirror 需要追踪模型（{size} MB）。只下载一次，校验后保存；之后无需联网。</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Fetching the tracking model</source>
        <translation>正在下载追踪模型</translation>
    </message>
    <message>
        <source>This happens only once.</source>
        <translation>只需这一次。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The mirror cannot be drawn</source>
        <translation>无法绘制镜子</translation>
    </message>
    <message>
        <source>BeautyMirror draws with OpenGL 3.3, which this computer does not offer now. Install or update the driver of the graphics card and start again.</source>
        <translation>BeautyMirror 用 OpenGL 3.3 绘制，而这台电脑目前不支持。请安装或更新显卡驱动后重新启动。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Make it surer: five short questions</source>
        <translation>回答五个小问题，结果更准</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>不回答</translation>
    </message>
</context>
<context>
    <name>Readings</name>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} 帧/秒</translation>
    </message>
    <message>
        <source>{ms} ms from camera to screen</source>
        <translation>从摄像头到屏幕 {ms} 毫秒</translation>
    </message>
    <message>
        <source>{ms} ms drawing</source>
        <translation>绘制 {ms} 毫秒</translation>
    </message>
    <message>
        <source>drawn by {renderer}</source>
        <translation>由 {renderer} 绘制</translation>
    </message>
    <message>
        <source>face tracking on the processor</source>
        <translation>人脸追踪在处理器上运行</translation>
    </message>
</context>
<context>
    <name>RegionRow</name>
    <message>
        <source>{region} from {photo}</source>
        <translation>{region}取自{photo}</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>Esc leaves full screen</source>
        <translation>按 Esc 退出全屏</translation>
    </message>
    <message>
        <source>No camera was found, so this is the demo.</source>
        <translation>没有找到摄像头，现在播放的是演示。</translation>
    </message>
    <message>
        <source>Use a camera</source>
        <translation>使用摄像头</translation>
    </message>
    <message>
        <source>Without the tracking model no makeup can be shown.</source>
        <translation>没有追踪模型就无法显示妆容。</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>No face in the picture.</source>
        <translation>画面里没有人脸。</translation>
    </message>
    <message>
        <source>The camera gives only {fps} frames a second, as many do in dim light. Add light for a smoother picture.</source>
        <translation>摄像头每秒只有 {fps} 帧，光线暗时常会这样。加点光，画面会更流畅。</translation>
    </message>
    <message>
        <source>Parts of the video are damaged or missing.</source>
        <translation>视频有损坏或缺失的部分。</translation>
    </message>
    <message>
        <source>Some photos could not be read.</source>
        <translation>有些照片无法读取。</translation>
    </message>
    <message>
        <source>The file holds {count} pictures; the first is shown.</source>
        <translation>文件里有 {count} 张图片，只显示第一张。</translation>
    </message>
    <message>
        <source>What is transparent lies on grey.</source>
        <translation>透明的部分以灰色衬底。</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The picture could not be saved in {folder}.</source>
        <translation>无法把照片保存到 {folder}。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The file could not be written. Choose another place.</source>
        <translation>文件无法写入，请换个位置。</translation>
    </message>
    <message>
        <source>The photo is shown in the mirror.</source>
        <translation>镜子里显示的是这张照片。</translation>
    </message>
    <message>
        <source>Wear its makeup instead</source>
        <translation>改为试它的妆</translation>
    </message>
    <message>
        <source>Only {name} is shown: the mirror shows one file at a time.</source>
        <translation>只显示 {name}：镜子一次显示一个文件。</translation>
    </message>
    <message>
        <source>Each region can come from any of the photos.</source>
        <translation>每个部位都可以取自其中任意一张照片。</translation>
    </message>
    <message>
        <source>Not taken: {names}</source>
        <translation>未采用：{names}</translation>
    </message>
    <message>
        <source>Only files of this computer can be opened. Save it first, and drop the file.</source>
        <translation>只能打开这台电脑上的文件。请先保存，再把文件拖进来。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message>
        <source>Saved among the looks: {name}</source>
        <translation>已存入妆容：{name}</translation>
    </message>
    <message>
        <source>Forgotten: the reading, and everything that was learned.</source>
        <translation>已忘记：结果和学到的一切。</translation>
    </message>
    <message>
        <source>Looks of yours cannot be read, and stay where they are: {names}</source>
        <translation>你保存的以下妆容无法读取，文件仍保留在原处：{names}</translation>
    </message>
    <message>
        <source>Settings that could not be read start anew.</source>
        <translation>无法读取的设置已恢复默认值。</translation>
    </message>
    <message>
        <source>The old file is kept as {name}.</source>
        <translation>原文件已保留为 {name}。</translation>
    </message>
    <message>
        <source>Settings cannot be remembered: {why}</source>
        <translation>无法保存设置：{why}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What the camera sees stays in this computer&apos;s memory. A picture or a reading is stored only when you save it, what you like only if you agreed to it, and nothing is sent anywhere.</source>
        <translation>摄像头看到的内容只留在这台电脑的内存里。照片和结果只在你保存时存下，喜好只在你同意后记住，任何内容都不会发送出去。</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>No makeup</source>
        <translation>素颜</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Hold: the bare face</source>
        <translation>按住：看素颜</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>妆前妆后对比</translation>
    </message>
    <message>
        <source>Next look</source>
        <translation>下一个妆容</translation>
    </message>
    <message>
        <source>Previous look</source>
        <translation>上一个妆容</translation>
    </message>
    <message>
        <source>Stronger</source>
        <translation>更浓</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>更淡</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Take a snapshot</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Open photo or video</source>
        <translation>打开照片或视频</translation>
    </message>
    <message>
        <source>Search looks</source>
        <translation>搜索妆容</translation>
    </message>
    <message>
        <source>My skin</source>
        <translation>我的皮肤</translation>
    </message>
    <message>
        <source>Makeup from a photo</source>
        <translation>照片妆容</translation>
    </message>
    <message>
        <source>Paste a photo</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Rates and what runs where</source>
        <translation>帧率和运行信息</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>SignsSection</name>
    <message>
        <source>Signs of the skin</source>
        <translation>皮肤状态</translation>
    </message>
    <message>
        <source>The signs are not available: their network is not installed.</source>
        <translation>无法读取皮肤状态：未安装所需的网络模型。</translation>
    </message>
    <message>
        <source>The face was too small or too soft for fine signs. Come closer, add light.</source>
        <translation>脸太小或画面太虚，看不清细节。靠近一点，加点光。</translation>
    </message>
    <message>
        <source>Raw scores from 0 to 1, with how much they varied between captures.</source>
        <translation>0 到 1 的原始分数，以及几次拍摄之间的波动。</translation>
    </message>
</context>
<context>
    <name>Skin</name>
    <message>
        <source>Very light</source>
        <translation>很浅</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅</translation>
    </message>
    <message>
        <source>Intermediate</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Tan</source>
        <translation>小麦色</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Cool</source>
        <translation>冷调</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>暖调</translation>
    </message>
    <message>
        <source>black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>dark brown</source>
        <translation>深棕色</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>blond</source>
        <translation>金色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>white</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>hazel</source>
        <translation>榛色</translation>
    </message>
    <message>
        <source>pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>玫瑰色</translation>
    </message>
    <message>
        <source>deep</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>适中</translation>
    </message>
    <message>
        <source>oval</source>
        <translation>鹅蛋形</translation>
    </message>
    <message>
        <source>round</source>
        <translation>圆形</translation>
    </message>
    <message>
        <source>square</source>
        <translation>方形</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>心形</translation>
    </message>
    <message>
        <source>long</source>
        <translation>长形</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>菱形</translation>
    </message>
    <message>
        <source>Forehead shine</source>
        <translation>额头油光</translation>
    </message>
    <message>
        <source>Nose shine</source>
        <translation>鼻部油光</translation>
    </message>
    <message>
        <source>Cheek shine</source>
        <translation>脸颊油光</translation>
    </message>
    <message>
        <source>Chin shine</source>
        <translation>下巴油光</translation>
    </message>
    <message>
        <source>Redness</source>
        <translation>泛红</translation>
    </message>
    <message>
        <source>Blemishes</source>
        <translation>小瑕疵</translation>
    </message>
    <message>
        <source>Dark circles</source>
        <translation>黑眼圈</translation>
    </message>
    <message>
        <source>Fine lines</source>
        <translation>细纹</translation>
    </message>
    <message>
        <source>Visible pores</source>
        <translation>可见毛孔</translation>
    </message>
    <message>
        <source>Uneven tone</source>
        <translation>肤色不均</translation>
    </message>
    <message>
        <source>Flaking</source>
        <translation>起皮</translation>
    </message>
    <message>
        <source>Shine</source>
        <translation>油光</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未见</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>轻微</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>明显</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强烈</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>干性</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>中性皮肤</translation>
    </message>
    <message>
        <source>Combination</source>
        <translation>混合性</translation>
    </message>
    <message>
        <source>Oily</source>
        <translation>油性</translation>
    </message>
    <message>
        <source>hardly sensitive</source>
        <translation>不太敏感</translation>
    </message>
    <message>
        <source>somewhat sensitive</source>
        <translation>有些敏感</translation>
    </message>
    <message>
        <source>very sensitive</source>
        <translation>很敏感</translation>
    </message>
    <message>
        <source>Any occasion</source>
        <translation>任何场合</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>日常</translation>
    </message>
    <message>
        <source>The office</source>
        <translation>办公室</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>约会</translation>
    </message>
    <message>
        <source>An evening out</source>
        <translation>晚间外出</translation>
    </message>
    <message>
        <source>A party</source>
        <translation>派对</translation>
    </message>
    <message>
        <source>Made for every day.</source>
        <translation>适合日常。</translation>
    </message>
    <message>
        <source>Made for the office.</source>
        <translation>适合办公室。</translation>
    </message>
    <message>
        <source>Made for a date.</source>
        <translation>适合约会。</translation>
    </message>
    <message>
        <source>Made for an evening out.</source>
        <translation>适合晚间外出。</translation>
    </message>
    <message>
        <source>Made for a party.</source>
        <translation>适合派对。</translation>
    </message>
    <message>
        <source>Its warm colours follow your warm undertone.</source>
        <translation>暖色呼应你的暖调肤色。</translation>
    </message>
    <message>
        <source>Its cool colours follow your cool undertone.</source>
        <translation>冷色呼应你的冷调肤色。</translation>
    </message>
    <message>
        <source>Neither warm nor cool, like your undertone.</source>
        <translation>不冷不暖，正合你的中性肤调。</translation>
    </message>
    <message>
        <source>As strong as the contrast between your hair, eyes and skin.</source>
        <translation>浓度与你发色、眼睛和肤色的鲜明对比相称。</translation>
    </message>
    <message>
        <source>Its strength goes with the contrast of your face.</source>
        <translation>浓度与你面部的对比相称。</translation>
    </message>
    <message>
        <source>As gentle as the contrast between your hair, eyes and skin.</source>
        <translation>和你发色、眼睛与肤色的对比一样柔和。</translation>
    </message>
    <message>
        <source>Deep enough to show on your skin tone.</source>
        <translation>颜色够深，在你的肤色上也显色。</translation>
    </message>
    <message>
        <source>Its bronze and copper set off blue eyes.</source>
        <translation>古铜与红铜色衬托蓝色眼睛。</translation>
    </message>
    <message>
        <source>Its bronze and copper set off grey eyes.</source>
        <translation>古铜与红铜色衬托灰色眼睛。</translation>
    </message>
    <message>
        <source>Its plum and rose set off green eyes.</source>
        <translation>梅色与玫瑰色衬托绿色眼睛。</translation>
    </message>
    <message>
        <source>Its plum and mauve set off hazel eyes.</source>
        <translation>梅色与淡紫色衬托榛色眼睛。</translation>
    </message>
    <message>
        <source>Its gold and bronze set off brown eyes.</source>
        <translation>金色与古铜色衬托棕色眼睛。</translation>
    </message>
    <message>
        <source>Its gold and bronze set off dark eyes.</source>
        <translation>金色与古铜色衬托深色眼睛。</translation>
    </message>
    <message>
        <source>The nearest of all looks to your colours.</source>
        <translation>所有妆容中最接近你的色彩。</translation>
    </message>
    <message>
        <source>Something different to try.</source>
        <translation>换个风格试试看。</translation>
    </message>
    <message>
        <source>Lipstick</source>
        <translation>口红</translation>
    </message>
    <message>
        <source>Blush</source>
        <translation>腮红</translation>
    </message>
    <message>
        <source>Eye shadow</source>
        <translation>眼影</translation>
    </message>
    <message>
        <source>Eyeliner</source>
        <translation>眼线</translation>
    </message>
    <message>
        <source>Brow colour</source>
        <translation>眉色</translation>
    </message>
    <message>
        <source>Leans to blue, like your cool undertone.</source>
        <translation>偏蓝，合你的冷调。</translation>
    </message>
    <message>
        <source>Leans to orange, like your warm undertone.</source>
        <translation>偏橙，合你的暖调。</translation>
    </message>
    <message>
        <source>Between warm and cool, like your undertone.</source>
        <translation>不冷不暖，合你的肤调。</translation>
    </message>
    <message>
        <source>Sets off the colour of your eyes.</source>
        <translation>衬托你的眼睛颜色。</translation>
    </message>
    <message>
        <source>As dark as goes with your hair.</source>
        <translation>深浅与你的发色相配。</translation>
    </message>
    <message>
        <source>Look into the camera, with your whole face in view</source>
        <translation>看向摄像头，露出整张脸</translation>
    </message>
    <message>
        <source>One person at a time, please</source>
        <translation>请一次一个人</translation>
    </message>
    <message>
        <source>Come closer</source>
        <translation>靠近一点</translation>
    </message>
    <message>
        <source>A little closer shows fine signs better</source>
        <translation>再近一点，细节看得更清楚</translation>
    </message>
    <message>
        <source>Look straight into the camera</source>
        <translation>正视摄像头</translation>
    </message>
    <message>
        <source>Turn a little more towards the camera</source>
        <translation>再稍微转向摄像头</translation>
    </message>
    <message>
        <source>Too dark: turn a lamp or a window towards you</source>
        <translation>太暗：让灯光或窗户照向你</translation>
    </message>
    <message>
        <source>Too bright: move away from the light</source>
        <translation>太亮：离光源远一点</translation>
    </message>
    <message>
        <source>Some skin is too bright: soften the light a little</source>
        <translation>部分皮肤过亮：把光调柔和些</translation>
    </message>
    <message>
        <source>Blurred: hold still, and wipe the lens</source>
        <translation>模糊：别动，擦擦镜头</translation>
    </message>
    <message>
        <source>A little soft: hold still, and add light</source>
        <translation>画面有点虚：别动，加点光</translation>
    </message>
    <message>
        <source>The light is coloured: use daylight or a white lamp</source>
        <translation>光线有颜色：请用日光或白灯</translation>
    </message>
    <message>
        <source>One side is much darker: face the window or the lamp</source>
        <translation>一侧明显更暗：面向窗户或灯</translation>
    </message>
    <message>
        <source>The picture has no colour: use a colour picture</source>
        <translation>画面没有颜色：请用彩色画面</translation>
    </message>
    <message>
        <source>The eyes are covered: take the glasses off</source>
        <translation>眼睛被遮住：请摘下眼镜</translation>
    </message>
    <message>
        <source>Too little skin is seen: move hair, hands or a mask away</source>
        <translation>露出的皮肤太少：拨开头发、移开手或口罩</translation>
    </message>
    <message>
        <source>You seem to wear makeup: this is its colour. Take it off to read your skin</source>
        <translation>你好像化了妆：读到的是妆的颜色，卸妆后才能读到皮肤</translation>
    </message>
    <message>
        <source>The jaw is covered by a beard or a shadow: it was left out</source>
        <translation>下颌被胡须或阴影遮住，未计入</translation>
    </message>
    <message>
        <source>The captures differ: keep still, in the same light</source>
        <translation>几次拍摄不一致：保持不动，光线不变</translation>
    </message>
    <message>
        <source>The light was estimated from the picture: even daylight makes it surer</source>
        <translation>光线是从画面估计的：均匀的日光会更准</translation>
    </message>
    <message>
        <source>None was found: hold it flat under your chin, before something darker or brighter, and larger than your hand</source>
        <translation>没有找到：请把它平举在下巴下方，背后的颜色要更深或更浅，大小要超过手掌</translation>
    </message>
    <message>
        <source>It is too bright: tilt it a little, move away from the light, or take a grey card</source>
        <translation>它太亮了：请稍微倾斜、离灯光远一些，或改用灰卡</translation>
    </message>
</context>
<context>
    <name>SkinPage</name>
    <message>
        <source>My skin</source>
        <translation>我的皮肤</translation>
    </message>
    <message>
        <source>My reading</source>
        <translation>我的结果</translation>
    </message>
    <message>
        <source>What suits me</source>
        <translation>适合我的</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Camera or file: {name}</source>
        <translation>摄像头或文件：{name}</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} 帧/秒</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>没有找到摄像头</translation>
    </message>
    <message>
        <source>Photo or video…</source>
        <translation>照片或视频…</translation>
    </message>
    <message>
        <source>Folder of photos…</source>
        <translation>照片文件夹…</translation>
    </message>
</context>
<context>
    <name>Suits</name>
    <message>
        <source>Foundation</source>
        <translation>粉底</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最接近</translation>
    </message>
    <message>
        <source>One lighter</source>
        <translation>浅一号</translation>
    </message>
    <message>
        <source>One deeper</source>
        <translation>深一号</translation>
    </message>
    <message>
        <source>How light or deep is a guess, since the light was estimated. Compare shades on your jaw, or calibrate the camera with white paper.</source>
        <translation>光线是估计的，深浅只是推测。请在下颌处比对色号，或用白纸校准摄像头。</translation>
    </message>
    <message>
        <source>What you like and wear is kept on this computer, and nowhere else.</source>
        <translation>你的喜好和试妆记录只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Nothing is kept: suggestions learn until the window is closed.</source>
        <translation>不保存：推荐只在窗口关闭前学习。</translation>
    </message>
    <message>
        <source>Looks for you</source>
        <translation>适合你的妆容</translation>
    </message>
    <message>
        <source>Colours for you</source>
        <translation>适合你的颜色</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>场合</translation>
    </message>
    <message>
        <source>Remember what I like</source>
        <translation>记住我的喜好</translation>
    </message>
    <message>
        <source>Forget me</source>
        <translation>忘记我</translation>
    </message>
    <message>
        <source>Forget the reading and everything that was learned</source>
        <translation>忘记结果和学到的一切</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>everyday</source>
        <translation>日常</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>清透</translation>
    </message>
    <message>
        <source>office</source>
        <translation>通勤</translation>
    </message>
    <message>
        <source>date</source>
        <translation>约会</translation>
    </message>
    <message>
        <source>party</source>
        <translation>派对</translation>
    </message>
    <message>
        <source>evening</source>
        <translation>晚妆</translation>
    </message>
    <message>
        <source>glam</source>
        <translation>精致</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>经典</translation>
    </message>
    <message>
        <source>bold lip</source>
        <translation>红唇</translation>
    </message>
    <message>
        <source>nude</source>
        <translation>裸妆</translation>
    </message>
    <message>
        <source>cat eye</source>
        <translation>猫眼</translation>
    </message>
    <message>
        <source>smoky</source>
        <translation>烟熏</translation>
    </message>
    <message>
        <source>Korean style</source>
        <translation>韩系</translation>
    </message>
    <message>
        <source>Chinese style</source>
        <translation>中式</translation>
    </message>
    <message>
        <source>Japanese style</source>
        <translation>日系</translation>
    </message>
    <message>
        <source>spring</source>
        <translation>春季</translation>
    </message>
    <message>
        <source>summer</source>
        <translation>夏季</translation>
    </message>
    <message>
        <source>autumn</source>
        <translation>秋季</translation>
    </message>
    <message>
        <source>winter</source>
        <translation>冬季</translation>
    </message>
    <message>
        <source>bridal</source>
        <translation>新娘</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>festival</source>
        <translation>节日</translation>
    </message>
    <message>
        <source>men</source>
        <translation>男士</translation>
    </message>
    <message>
        <source>mature</source>
        <translation>熟龄</translation>
    </message>
    <message>
        <source>light skin</source>
        <translation>浅肤色</translation>
    </message>
    <message>
        <source>medium skin</source>
        <translation>中肤色</translation>
    </message>
    <message>
        <source>deep skin</source>
        <translation>深肤色</translation>
    </message>
</context>
<context>
    <name>ToneSection</name>
    <message>
        <source>Skin tone</source>
        <translation>肤色</translation>
    </message>
    <message>
        <source>{tone}, Monk {number}</source>
        <translation>{tone}，Monk 第 {number} 级</translation>
    </message>
    <message>
        <source>Class of skin tone</source>
        <translation>肤色等级</translation>
    </message>
    <message>
        <source>Monk skin tone scale</source>
        <translation>Monk 肤色量表</translation>
    </message>
</context>
<context>
    <name>TypeSection</name>
    <message>
        <source>Skin type</source>
        <translation>肤质</translation>
    </message>
    <message>
        <source>Answer to find out</source>
        <translation>回答后可知</translation>
    </message>
    <message>
        <source>{type}, {sensitivity}</source>
        <translation>{type}，{sensitivity}</translation>
    </message>
</context>
<context>
    <name>UndertoneSection</name>
    <message>
        <source>Undertone</source>
        <translation>肤调</translation>
    </message>
    <message>
        <source>{undertone}, {sure} sure</source>
        <translation>{undertone}，把握 {sure}</translation>
    </message>
</context>
<context>
    <name>Where</name>
    <message>
        <source>Which signs the picture shows</source>
        <translation>画面显示哪些皮肤状态</translation>
    </message>
    <message>
        <source>Everything that was seen</source>
        <translation>所有可见的状态</translation>
    </message>
    <message>
        <source>Where the signs were seen</source>
        <translation>皮肤状态所在的位置</translation>
    </message>
</context>
<context>
    <name>_Strength</name>
    <message>
        <source>Intensity (double-click: 100 %)</source>
        <translation>浓度（双击恢复 100 %）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
</context>
</TS>
