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
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Take a snapshot</source>
        <translation>拍照</translation>
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
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Back to the looks</source>
        <translation>返回妆容</translation>
    </message>
    <message>
        <source>Show the looks on my face</source>
        <translation>在我的脸上预览妆容</translation>
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
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
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
        <translation>BeautyMirror 需要使用您的摄像头。画面只留在这台电脑的内存里：除非您拍照，否则不会保存；也不会发送到任何地方。</translation>
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
        <translation>为了找到您的脸，BeautyMirror 需要追踪模型（{size} MB）。只下载一次，校验后保存；之后无需联网。</translation>
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
        <source>Parts of the video are damaged and were skipped.</source>
        <translation>视频有损坏的部分，已跳过。</translation>
    </message>
    <message>
        <source>Some photos could not be read.</source>
        <translation>有些照片无法读取。</translation>
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
        <source>The settings could not be read, so they start anew.</source>
        <translation>无法读取设置，已恢复默认值。</translation>
    </message>
    <message>
        <source>The old file is kept as {name}.</source>
        <translation>原文件已保留为 {name}。</translation>
    </message>
    <message>
        <source>Settings cannot be remembered: {why}</source>
        <translation>无法保存设置：{why}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What the camera sees stays in this computer&apos;s memory. A picture is stored only when you take a snapshot, and nothing is sent anywhere.</source>
        <translation>摄像头的画面只留在这台电脑的内存里。只有您拍照时才会保存图片，也不会发送到任何地方。</translation>
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
    <name>_Strength</name>
    <message>
        <source>Intensity (double-click: 100 %)</source>
        <translation>浓度（双击恢复 100 %）</translation>
    </message>
</context>
</TS>
